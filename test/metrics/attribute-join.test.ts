/** One text that reads what two of them read. */
import { expect, test } from 'vitest'
import { attributeJoin, attributeJoinOfBoth } from '../../sql/metrics/attribute-join.ts'

const joined = (columns: readonly string[], names: readonly string[], view = 'contact', later = 0) =>
  attributeJoin({ view, of: { contact: 'contact_id', partition_days_later: later }, columns, names })

test('has each column and each attribute once', () => {
  expect(attributeJoinOfBoth(joined(['dt', 'channel'], []), joined(['channel', 'queue_name'], []))).toBe(
    'SELECT r.dt, r.channel, r.queue_name\nFROM contact AS r',
  )
  expect(
    attributeJoinOfBoth(joined(['dt'], ['reason', "O'Hara, LEFT JOIN"]), joined(['dt'], ['plan', 'reason'])),
  ).toBe(joined(['dt'], ['reason', "O'Hara, LEFT JOIN", 'plan']))
})

test.each([
  ['another view', joined(['dt'], ['plan'], 'journey')],
  ['an attribute that is found otherwise', joined(['dt'], ['reason'], 'contact', 1)],
  ['two attributes of one column', joined(['dt'], ['Reason'])],
  ['SQL of others', 'SELECT dt FROM contact'],
  ['SQL with more behind it', `${joined(['dt'], ['plan'])}\nWHERE TRUE`],
])('is none with %s', (_, other) => {
  expect(attributeJoinOfBoth(joined(['dt'], ['reason']), other)).toBeUndefined()
  expect(attributeJoinOfBoth(other, joined(['dt'], ['reason']))).toBeUndefined()
})
