import { expect, test } from 'vitest'
import { changedBetween } from '../../lake/log/changed.ts'
import type { Commit } from '../../lake/log/commit.ts'
import { tablesBehind } from '../../sql/tables-behind.ts'
import { views } from '../../sql/views.ts'

const version = { version: 'v', files: [] }
const commits: Readonly<Record<number, Commit['changes']>> = {
  1: { contact_record: { '2026-07-01': version } },
  2: { contact_record: { '2026-07-14': version, '2026-07-12': null }, ledger: { '2026-07-15': version } },
  3: { contact_record: { '2026-07-13': version } },
}
const log = { read: async (seq: number) => commits[seq] && ({ changes: commits[seq] } as Commit) }

test('tables that changed, each with its oldest day; days that went count, too', async () => {
  expect(await changedBetween(log, 1, 3)).toEqual(
    new Map([
      ['contact_record', '2026-07-12'],
      ['ledger', '2026-07-15'],
    ]),
  )
  expect(await changedBetween(log, 3, 3)).toEqual(new Map())
})

test('where a commit cannot be read any more, nobody knows', async () => {
  expect(await changedBetween(log, 0, 4)).toBeUndefined()
})

test('the tables behind a view, through other views', () => {
  expect(tablesBehind('contact', views)).toContain('contact_record')
  expect(tablesBehind('contact_local', views)).toContain('contact_record')
  expect([...tablesBehind('contact_local', views)].filter(name => name in views)).toEqual([])
  expect(tablesBehind('contact_record', views)).toEqual(new Set(['contact_record']))
})
