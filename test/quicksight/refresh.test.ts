import { expect, test } from 'vitest'
import { staleAfter } from '../../cli/quicksight/refresh.ts'
import { lastIngestion } from '../../dashboards/deploy/ingestion.ts'
import { ingestionId, noteRefreshed, refresh, refreshedFrom } from '../../dashboards/deploy/refresh.ts'
import { planRefresh } from '../../dashboards/deploy/refresh-plan.ts'
import type { Commit } from '../../lake/log/commit.ts'
import { requests } from '../dashboards/quicksight/requests.ts'
import { apply, quickSight } from './place.ts'

const quick = quickSight()

const behind = (name: string): ReadonlySet<string> =>
  new Set({ contact: ['contact_record'], row_rules: ['access_rule'] }[name])
const NOW_MS = Date.parse('2026-07-15T10:00:00Z')
const planned = (changed: ReadonlyMap<string, string>) =>
  planRefresh(requests(), () => changed, behind, NOW_MS)
const shape = (changed: ReadonlyMap<string, string>) =>
  planned(changed).map(({ request, type }) => [request.id, type])

test('only data sets that show what changed are read anew', () => {
  expect(shape(new Map())).toEqual([])
  expect(shape(new Map([['agent_event', '2026-07-15']]))).toEqual([])
  expect(shape(new Map([['contact_record', '2026-07-14']]))).toEqual([['contacts', 'INCREMENTAL_REFRESH']])
  expect(shape(new Map([['access_rule', '2026-07-14']]))).toEqual([['who-sees', 'FULL_REFRESH']])
})

test('what changed before the look-back of three days is read whole', () => {
  // Three days back from ten o'clock of the 15th is ten o'clock of the 12th. Rows of the UTC day 14 can have the local
  // day 13, which is within; those of the 13th can have the 12th, of which only the evening is.
  expect(shape(new Map([['contact_record', '2026-07-14']]))).toEqual([['contacts', 'INCREMENTAL_REFRESH']])
  expect(shape(new Map([['contact_record', '2026-07-13']]))).toEqual([['contacts', 'FULL_REFRESH']])
})

test('of what nothing is known, all is read; what is asked at each look is not', () => {
  const direct = requests().map(each =>
    each.id === 'contacts' && each.operation === 'CreateDataSet'
      ? { ...each, input: { ...each.input, ImportMode: 'DIRECT_QUERY' as const } }
      : each,
  )
  const all = planRefresh(direct, () => undefined, behind, NOW_MS)
  expect(all.map(({ request, type }) => [request.id, type])).toEqual([['who-sees', 'FULL_REFRESH']])
})

/** As the stand-in says it of all. */
const took = (ingestion: string) => ({ ingestion, started_at_ms: 1.7e12, took_s: 60 })

/** By no views, for the first time. */
const by = { views: 'none', turn: 0 }
const ofSeven = (_: string, round?: number) => ingestionId(7, by, round)

const steps = planned(
  new Map([
    ['contact_record', '2026-07-14'],
    ['access_rule', '2026-07-14'],
  ]),
)

test('one that fails stops no other, and says why; a data set notes the commit that it has', async () => {
  await apply(quick.api)
  quick.server.next('CreateIngestion', {
    ingestion: { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.row_rules is not there' },
  })
  expect(await refresh(quick.api, steps, ofSeven)).toEqual([
    {
      ...{
        data_set: 'who-sees',
        type: 'FULL_REFRESH',
        reason: 'changed from 2026-07-14 on',
        status: 'failed',
      },
      ...took('commit-7-v0000-none'),
      error: { type: 'SQL_TABLE_NOT_FOUND', message: 'connect.row_rules is not there' },
    },
    {
      ...{ data_set: 'contacts', type: 'INCREMENTAL_REFRESH', reason: 'changed from 2026-07-14 on' },
      ...{ ...took('commit-7-v0000-none'), status: 'completed', rows: 10 },
    },
  ])
  await noteRefreshed(quick.api, 'contacts', 7, by)
  expect(await refreshedFrom(quick.api, requests())).toEqual(
    new Map([
      ['who-sees', { commit: undefined, by: undefined }],
      ['contacts', { commit: 7, by }],
    ]),
  )
  expect((await lastIngestion(quick.api, 'who-sees'))?.ErrorInfo?.Type).toBe('SQL_TABLE_NOT_FOUND')
})

test.each([
  ['LimitExceededException', 'The data set has been refreshed too often today'],
  ['ThrottlingException', 'Rate exceeded'],
])('%s at the beginning of the first stops no other, and is told', async (type, message) => {
  await apply(quick.api)
  // As often as the SDK asks: it takes both for what passes soon.
  quick.server.next('CreateIngestion', { throw: type, message, times: 8 })
  const all = await refresh(quick.api, steps, ofSeven)
  expect(all.map(({ data_set, status, error }) => [data_set, status, error])).toEqual([
    ['who-sees', 'failed', { type, message }],
    ['contacts', 'completed', undefined],
  ])
  expect(quick.server.state.ingestions.get('who-sees')?.map(({ id }) => id)).toEqual(['first-who-sees'])
  // Once QuickSight takes it again, the same refresh goes on.
  expect((await refresh(quick.api, steps, ofSeven)).map(({ status }) => status)).toEqual([
    'completed',
    'completed',
  ])
})

test('what failed is tried again under the same commit; what was begun already is waited for, not begun twice', async () => {
  await apply(quick.api)
  const [first] = steps
  quick.server.next('CreateIngestion', { ingestion: { Type: 'INTERNAL_SERVICE_ERROR', Message: 'x' } })
  await refresh(quick.api, steps.slice(0, 1), ofSeven)
  expect((await refresh(quick.api, first ? [first] : [], ofSeven)).map(({ status }) => status)).toEqual([
    'completed',
  ])
  const before = quick.server.state.ingestions.get('who-sees')?.length
  expect((await refresh(quick.api, first ? [first] : [], ofSeven)).map(({ status }) => status)).toEqual([
    'completed',
  ])
  expect(quick.server.state.ingestions.get('who-sees')?.length).toBe(before)
})

test('an asset is not changed by what it notes', async () => {
  await apply(quick.api)
  await noteRefreshed(quick.api, 'contacts', 3, { views: '61c0f5', turn: 12 })
  expect((await refreshedFrom(quick.api, requests())).get('contacts')).toEqual({
    ...{ commit: 3, by: { views: '61c0f5', turn: 12 } },
  })
  const before = quick.server.writes().length
  await apply(quick.api)
  expect(quick.server.writes().length).toBe(before)
})

test('what could not be read is behind by the age of the first commit that it lacks', async () => {
  const at = ['2026-07-15T06:00:00Z', '2026-07-15T07:00:00Z', undefined, '2026-07-15T09:00:00Z']
  const log = {
    read: async (seq: number) => {
      const made = at[seq - 1]
      return made === undefined ? undefined : ({ seq, at: made } as Commit)
    },
  }
  const has = (contacts: number | undefined) =>
    new Map([
      ['contacts', { commit: contacts, by }],
      ['who-sees', { commit: 4, by }],
    ])
  const commit = { seq: 4, id: '', at: '' }
  const refused = {
    ingestion: '',
    type: '',
    reason: '',
    status: 'failed',
    error: { type: 'T', message: 'M' },
  } as const
  const all = [
    { data_set: 'who-sees', ingestion: '', type: '', reason: '', status: 'completed' } as const,
    { data_set: 'contacts', ...refused },
  ]
  const behind = async (contacts: number | undefined) =>
    (await staleAfter({ steps, has: has(contacts), commit }, all, log, NOW_MS)).map(
      ({ data_set, behind_s }) => [data_set, behind_s],
    )
  expect(await behind(1)).toEqual([['contacts', 3 * 3600]])
  // The third is not there any more: the next one is.
  expect(await behind(2)).toEqual([['contacts', 3600]])
  // Of what nobody knows what it has, it lacks all.
  expect(await behind(undefined)).toEqual([['contacts', 4 * 3600]])
})
