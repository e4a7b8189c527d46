import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { findColumns, type ImportedDay, importDay } from '../../lake/managed/import.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { lacking, managedEngine } from '../fixture/managed-table.ts'
import { contactRecord } from '../fixture/record.ts'
import { type ContactRecord, newestVersions } from '../simulator/contact-record.ts'
import { deliver, readStream } from '../simulator/delivered.ts'

const folder = temporaryFolder()
const rawPlace = (): Storage => memoryStorage(folder, () => 0)
const table = { database: 'managed', table: 'contact_record' }
/** That of the simulation, and those beside it. */
const days = ['2025-07-14', '2025-07-15', '2025-07-16']

/** What the managed lake has not of a record of the stream, or says in less words. */
const poorer = [
  ...['last_update_timestamp', 'source_object', 'segment_attributes', 'accepted_by_agent_timestamp'],
  ...['agent_initiated_hold_duration_s', 'quality_agent_audio_score', 'quality_agent_audio_issues'],
  ...['contact_lens_enabled', 'contact_lens_modes', 'contact_lens_language'],
  ...['contact_lens_redaction_behavior', 'contact_lens_redaction_policy'],
  ...['contact_lens_redaction_mask_mode', 'contact_lens_sentiment_behavior', 'contact_lens_summary_modes'],
]

let records: readonly ContactRecord[]
let streamed: ReadonlyMap<string, Uint8Array>
let managed: QueryEngine
let imported: ReadonlyMap<string, Uint8Array>
let direct: TestLake

async function importInto(engine: QueryEngine, raw: Storage, of = days): Promise<readonly ImportedDay[]> {
  const columns = await findColumns(engine, table)
  const done: ImportedDay[] = []
  for (const day of of) done.push(await importDay(engine, raw, table, columns, day))
  return done
}

async function objectsOf(raw: Storage): Promise<ReadonlyMap<string, Uint8Array>> {
  const objects = new Map<string, Uint8Array>()
  for await (const { key } of raw.list('')) objects.set(key, (await raw.get(key)) as Uint8Array)
  return objects
}

const take = (lake: TestLake, objects: ReadonlyMap<string, Uint8Array>): ReturnType<TestLake['run']> => {
  for (const [key, bytes] of objects) lake.add(key, Buffer.from(bytes))
  return lake.run()
}

const rows = (lake: TestLake, sql: string): Promise<Record<string, unknown>[]> => lake.rows(sql)
const ALL = 'SELECT * FROM contact_record ORDER BY contact_id'

beforeAll(async () => {
  const delivered = await deliver({
    ...{
      seed: 4,
      days: 1,
      contacts_per_day: 300,
      agent_events: false,
      damage_share: 0,
      unknown_field_share: 0,
    },
    ...{ re_emission_share: 0.2, redaction_share: 0.3 },
  })
  streamed = new Map([...delivered.objects].filter(([key]) => key !== 'truth.json'))
  const read = readStream<ContactRecord>(streamed, '')
  expect(read.damaged).toBe(0)
  records = read.records.map(({ value }) => value)
  // Each version a row, in the order of arrival.
  managed = await managedEngine(folder, records)
  const raw = rawPlace()
  await importInto(managed, raw)
  imported = await objectsOf(raw)
  direct = testLake(folder)
  await take(direct, streamed)
})
afterAll(() => managed?.close())

test('contacts are those of the stream, in every column that the managed lake has', async () => {
  const lake = testLake(folder)
  const report = await take(lake, imported)
  const contacts = newestVersions(records.map(value => ({ value }))).length
  expect(contacts).toBeGreaterThan(200)
  expect(records.length).toBeGreaterThan(contacts)
  expect(report).toMatchObject({ read: records.length, quarantined: 0 })
  expect(await rows(lake, 'SELECT count(*) AS n FROM contact_record')).toEqual([{ n: contacts }])

  const inView = 'SELECT * FROM contact ORDER BY contact_id'
  expect(await rows(lake, inView)).toEqual(await rows(direct, inView))
  const alike = `SELECT * EXCLUDE (${poorer.join(', ')}) FROM contact_record ORDER BY contact_id`
  expect(await rows(lake, alike)).toEqual(await rows(direct, alike))
  // Not because there is nothing to compare.
  const [some] = await rows(
    lake,
    `SELECT count(chat_total_messages) AS chats, count(agent_state_transitions) AS listened, count(recordings) AS recorded,
       count(*) FILTER (cardinality(attributes) > 0) AS attributed, count(segment_subtype) AS told FROM contact_record`,
  )
  expect(Object.values(some ?? {}).every(count => Number(count) > 0)).toBe(true)
})

test('a contact of both sources counts once, and its record of the stream stays, whichever comes first', async () => {
  const all = await rows(direct, ALL)
  const [streamFirst, managedFirst] = [testLake(folder), testLake(folder)]
  await take(streamFirst, streamed)
  expect(await take(streamFirst, imported)).toMatchObject({ accepted: 0, quarantined: 0 })
  expect(await rows(streamFirst, ALL)).toEqual(all)
  await take(managedFirst, imported)
  await take(managedFirst, streamed)
  expect(await rows(managedFirst, ALL)).toEqual(all)
  const together = testLake(folder)
  await take(together, new Map([...streamed, ...imported]))
  expect(await rows(together, ALL)).toEqual(all)
})

test('what only the managed lake has is added to the stream', async () => {
  const lake = testLake(folder)
  const [largest] = [...streamed].sort(([, a], [, b]) => b.length - a.length)
  await take(lake, new Map([...streamed].filter(([key]) => key !== largest?.[0])))
  const had = await rows(lake, 'SELECT contact_id FROM contact_record')
  await take(lake, imported)
  const all = await rows(direct, 'SELECT contact_id FROM contact_record ORDER BY 1')
  expect(had.length).toBeLessThan(all.length)
  expect(await rows(lake, 'SELECT contact_id FROM contact_record ORDER BY 1')).toEqual(all)
})

test('importing again writes nothing, until the table says something else', async () => {
  const spec = { id: 'a', at: '2025-07-01T10:00:00Z' }
  const before = contactRecord({ ...spec, attributes: { reason: 'bill' } })
  const after = contactRecord({ ...spec, updated: '2025-07-03T10:00:00Z', attributes: { reason: 'move' } })
  const [raw, lake] = [rawPlace(), testLake(folder)]
  const at = ['2025-07-01']
  const asked = async (table: readonly object[]) => {
    const engine = await managedEngine(
      folder,
      table.map(record => ({ ...full, ...record })),
    )
    const done = await importInto(engine, raw, at)
    engine.close()
    return done
  }
  const key = 'managed_lake/contact_record-2025-07-01.json.gz'
  expect(await asked([before])).toEqual([{ day: '2025-07-01', rows: 1, key, written: true }])
  await take(lake, await objectsOf(raw))
  expect(await asked([before])).toEqual([{ day: '2025-07-01', rows: 1, key, written: false }])
  expect(await take(lake, await objectsOf(raw))).toMatchObject({ objects: 0 })
  expect(await asked([after, before])).toEqual([{ day: '2025-07-01', rows: 2, key, written: true }])
  expect(await take(lake, await objectsOf(raw))).toMatchObject({ accepted: 1, duplicate: 1 })
  expect(await lake.rows("SELECT contact_id, attributes['reason'] AS reason FROM contact_record")).toEqual([
    { contact_id: 'a', reason: 'move' },
  ])
})

/** What the simulator's records have and the small ones of tests have not. */
const full = { ContactAssociationId: null, ContactDetails: {}, SystemEndpoint: null, Tags: {} }

test('a contact that goes on, and a day without any, make no object', async () => {
  const open = { ...full, ...contactRecord({ id: 'open' }), DisconnectTimestamp: null }
  const engine = await managedEngine(folder, [open])
  const raw = rawPlace()
  expect(await importInto(engine, raw, ['2025-07-01', '2025-07-02'])).toEqual([
    { day: '2025-07-01', rows: 0, written: false },
    { day: '2025-07-02', rows: 0, written: false },
  ])
  expect(await objectsOf(raw)).toEqual(new Map())
  engine.close()
})

test('a day has the contacts that were initiated on it, to the millisecond', async () => {
  const initiated = (id: string, InitiationTimestamp: string) => ({
    ...full,
    ...contactRecord({ id, at: '2025-07-02T01:00:00Z' }),
    InitiationTimestamp,
  })
  const engine = await managedEngine(folder, [
    initiated('before', '2025-06-30T23:59:59.999Z'),
    initiated('first', '2025-07-01T00:00:00Z'),
    initiated('last', '2025-07-01T23:59:59.999Z'),
    initiated('after', '2025-07-02T00:00:00Z'),
  ])
  const raw = rawPlace()
  await importInto(engine, raw, ['2025-07-01'])
  const [bytes] = (await objectsOf(raw)).values()
  const lines = gunzipSync(bytes as Uint8Array)
    .toString()
    .trimEnd()
    .split('\n')
  expect(lines.map(text => JSON.parse(text).ContactId).sort()).toEqual(['first', 'last'])
  engine.close()
})

test('columns that are not there are no error, and are named', async () => {
  expect((await findColumns(managed, table)).lacking.toSorted()).toEqual(lacking.toSorted())
  const bare = await managedEngine(folder, records.slice(0, 5), ['attributes', 'last_update_timestamp'])
  const columns = await findColumns(bare, table)
  expect(columns).toMatchObject({ dated: false })
  expect(columns.lacking).toContain('attributes')
  const raw = rawPlace()
  await importInto(bare, raw)
  const lake = testLake(folder)
  expect(await take(lake, await objectsOf(raw))).toMatchObject({ quarantined: 0 })
  expect(await rows(lake, 'SELECT DISTINCT attributes FROM contact_record')).toEqual([{ attributes: null }])
  bare.close()
})

test('no table, and a table of something else, are refused', async () => {
  await expect(findColumns(managed, { ...table, database: 'other' })).rejects.toMatchObject({
    what: 'there is no such table of the managed analytics data lake',
    value: 'other.contact_record',
    remedy: expect.stringContaining('managed_lake'),
  })
  const other = await managedEngine(folder, [], ['disconnect_timestamp'])
  await expect(findColumns(other, table)).rejects.toMatchObject({
    what: 'this is no table of contact records of the managed analytics data lake',
    value: 'managed.contact_record, without disconnect_timestamp',
  })
  other.close()
})
