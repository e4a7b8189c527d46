import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const good = (id: string): string => JSON.stringify(contactRecord({ id }))

/** Records that the engine reads as a row of the table, and that are none. */
const strangers = ['{}', '{"ContactId":"x","Channel":"VOICE"}', '{"Channel":"VOICE"}']

describe.each(strangers)('an object with %s in it and no other fault', stranger => {
  test.each([
    ['first', [stranger, good('a'), good('b')]],
    ['in the middle', [good('a'), stranger, good('b')]],
    ['last', [good('a'), good('b'), stranger]],
  ])('%s: it is in the quarantine with its own bytes, its neighbours are rows', async (_, records) => {
    const lake = testLake(folder)
    lake.add('object', records.join(''))
    expect(await lake.run()).toMatchObject({ read: 3, accepted: 2, quarantined: 1 })
    expect(await lake.rows('SELECT record_text, byte_offset FROM quarantine')).toEqual([
      {
        record_text: stranger,
        byte_offset: records.slice(0, records.indexOf(stranger)).join('').length,
      },
    ])
    expect(await lake.rows('SELECT contact_id FROM contact_record ORDER BY 1')).toEqual([
      { contact_id: 'a' },
      { contact_id: 'b' },
    ])
  })
})

test('a time beyond every calendar is NULL, and told', async () => {
  const lake = testLake(folder)
  const times = ['-infinity', 'infinity', '290000-01-01T00:00:00Z']
  lake.add(
    'object',
    times
      .map((at, i) => JSON.stringify(contactRecord({ id: `${i}`, more: { InitiationTimestamp: at } })))
      .join(''),
  )
  await lake.run()
  expect(await lake.rows('SELECT DISTINCT initiation_timestamp FROM contact_record')).toEqual([
    { initiation_timestamp: null },
  ])
  expect(await lake.rows('SELECT path, problem, records FROM drift')).toEqual([
    { path: 'InitiationTimestamp', problem: 'unreadable_value', records: 3 },
  ])
})
