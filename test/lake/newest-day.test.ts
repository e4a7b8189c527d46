import { expect, test } from 'vitest'
import { withNewestDays } from '../../lake/engine/newest-day.ts'
import { emptyState } from '../../lake/log/state.ts'

const partition = (rows: number) => ({
  version: '1',
  files: [{ name: 'a.parquet', rows, size_bytes: 1, schema: 's' }],
})
const state = {
  ...emptyState,
  partitions: {
    contact_record: { '2025-07-01': partition(3), '2025-07-02': partition(1), '2099-01-01': partition(1) },
    ledger: { '2025-07-03': partition(2), '2025-07-04': partition(0) },
    agent_event: {},
  },
}

test.each([
  ['the newest day with rows', 'dt = (SELECT max(dt) FROM ledger)', "dt = '2025-07-03'"],
  [
    'the newest day up to another',
    'c.dt = (SELECT max(dt) FROM contact_record WHERE dt <= (SELECT max(dt)\n  FROM ledger))',
    "c.dt = '2025-07-02'",
  ],
  ['a table without rows', '(SELECT max(dt) FROM agent_event)', '(SELECT max(dt) FROM agent_event)'],
  ['what is no table', '(SELECT max(dt) FROM contact)', '(SELECT max(dt) FROM contact)'],
  [
    'another question',
    '(SELECT max(dt) FROM ledger WHERE source = 1)',
    '(SELECT max(dt) FROM ledger WHERE source = 1)',
  ],
])('%s', (_, sql, found) => {
  expect(withNewestDays(sql, state)).toBe(found)
})
