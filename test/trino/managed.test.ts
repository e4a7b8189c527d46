/** What an import asks Athena for, on the engine that Athena is built on: maps, lists and rows come back as they were. */
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { findColumns, importDay } from '../../lake/managed/import.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { registered } from './registered.ts'

const folder = temporaryFolder()

test('a day of contacts, by columns that our own table has under the same names', async () => {
  const Attributes = { 'a, b': '{"c": [1]}', empty: '' }
  const References = [{ Name: 'n', Type: 'URL', Value: 'https://example.com/?a=1,2', Status: null }]
  const Recordings = [
    {
      Location: 'bucket/key',
      MediaStreamType: 'AUDIO',
      StartTimestamp: '2025-07-01T09:59:00Z',
      Status: 'AVAILABLE',
    },
  ]
  const more = { References, Recordings, AgentConnectionAttempts: 2 }
  const lake = testLake(folder)
  lake.add(
    'object',
    concatenated([
      contactRecord({ id: 'late', at: '2025-07-02T00:02:00Z' }),
      contactRecord({ id: 'full', attributes: Attributes, more }),
      contactRecord({ id: 'bare' }),
    ]),
  )
  await lake.run()
  const { schema } = await registered(lake.storage, await lake.log.head())
  const { engine } = await athenaOverTrino(schema)

  const table = { database: schema, table: 'contact_record' }
  const columns = await findColumns(engine, table)
  // In our table they are JSON, in the managed one maps.
  const present = columns.present.filter(name => !['contact_details', 'segment_attributes'].includes(name))
  expect(present).toEqual(expect.arrayContaining(['attributes', 'references', 'recordings', 'contact_id']))
  expect(columns.lacking).toContain('queue_duration_ms')
  const raw = memoryStorage(folder, () => 0)
  const { rows, key } = await importDay(engine, raw, table, { ...columns, present }, '2025-07-01')
  expect(rows).toBe(2)
  const text = gunzipSync((await raw.get(key ?? '')) as Uint8Array).toString()
  const [bare, full] = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  expect([bare.ContactId, full.ContactId]).toEqual(['bare', 'full'])
  expect(full).toMatchObject({
    Attributes,
    AgentConnectionAttempts: 2,
    InitiationTimestamp: '2025-07-01T09:58:00.000Z',
    References: [{ ...References[0], StatusReason: null }],
    Recordings: [{ ...Recordings[0], StartTimestamp: '2025-07-01T09:59:00.000Z', StopTimestamp: null }],
  })
  // The guide knows nothing of when Connect updated a record: the version is the disconnect.
  expect(full.LastUpdateTimestamp).toBe('2025-07-01T10:00:00.000Z')
  await expect(findColumns(engine, { ...table, table: 'other' })).rejects.toMatchObject({
    what: 'there is no such table of the managed analytics data lake',
  })
})
