import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tables } from '../../schema/tables.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { LARGE, type Specimen, specimen } from './specimen.ts'
import { inOrder, type Spoken, spokenRow, spokenRows, spokenTypes } from './spoken.ts'

const folder = temporaryFolder()
let made: Specimen
beforeAll(async () => {
  made = await specimen(folder)
})
afterAll(() => made?.engine.close())

/** The type of a node of a file's schema. */
function typeOf({ element, children }: SchemaTree): string {
  const [child] = children
  if (element.converted_type === 'LIST') return `list<${typeOf(child?.children[0] as SchemaTree)}>`
  if (element.converted_type === 'MAP') return `map<${child?.children.map(typeOf).join(', ')}>`
  if (child) return `struct<${children.map(each => `${each.element.name}: ${typeOf(each)}`).join(', ')}>`
  if (element.logical_type?.type === 'TIMESTAMP') {
    const unit = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' }[element.logical_type.unit]
    return `timestamp[${unit}]`
  }
  if (element.converted_type === 'UTF8') return 'string'
  return (
    { INT64: 'int64', DOUBLE: 'double', BOOLEAN: 'boolean' }[element.type as 'INT64'] ?? `${element.type}`
  )
}

/** What the data files of a table hold, read by hyparquet. */
async function read(name: Specimen['tables'][number]['name']): Promise<Spoken[]> {
  const { files } = made.tables.find(table => table.name === name) as Specimen['tables'][number]
  const rows: Spoken[] = []
  for (const { dt, path } of files) {
    const file = await asyncBufferFromFile(path)
    for (const row of await parquetReadObjects({ file, compressors }))
      rows.push(spokenRow(tables[name], row, dt))
  }
  return rows
}

const names = Object.keys(tables) as (keyof typeof tables)[]

test.each(names)('%s: the files have the types of the table, in zstd and Parquet version 1', async name => {
  const { files } = made.tables.find(table => table.name === name) as Specimen['tables'][number]
  expect(files.length).toBeGreaterThan(0)
  for (const { path } of files) {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path))
    const columns = parquetSchema(metadata).children
    expect(Object.fromEntries(columns.map(column => [column.element.name, typeOf(column)]))).toEqual(
      spokenTypes(tables[name]),
    )
    expect(metadata.version).toBe(1)
    const chunks = metadata.row_groups.flatMap(group => group.columns)
    expect(new Set(chunks.map(chunk => chunk.meta_data?.codec))).toEqual(new Set(['ZSTD']))
  }
})

test.each(names)('%s: hyparquet reads what the engine says', async name => {
  const rows = await read(name)
  expect(rows.length).toBeGreaterThan(0)
  expect(inOrder(rows)).toEqual(
    inOrder(spokenRows(tables[name], await made.engine.query(`SELECT * FROM ${name}`))),
  )
})

test('and both are what was delivered', async () => {
  const rows = (await read('contact_record')) as Record<string, Spoken>[]
  const byId = (id: string) => rows.find(row => String(row.contact_id).startsWith(id))
  expect(byId('full')).toMatchObject({
    contact_id: 'full-Zürich-東京-😀',
    dt: '2025-07-01',
    disconnect_timestamp: '2025-07-01T23:59:59.999Z',
    initiation_timestamp: '1969-07-20T20:17:40.123Z',
    connected_to_system_timestamp: '1969-12-31T23:59:59.999Z',
    // 03:14:08 at two hours ahead of UTC.
    scheduled_timestamp: '2038-01-19T01:14:08.001Z',
    total_pause_count: String(LARGE),
    quality_agent_audio_score: 4.35,
    quality_agent_audio_issues: ['HighJitterBuffer', ''],
    contact_lens_enabled: false,
    contact_lens_language: '',
    attributes: [
      ['Case', '1'],
      ['Größe', 'naïve "quoted" \\ 東京 😀'],
      ['brace', '}{'],
      ['case', '2'],
      ['empty', ''],
    ],
    segment_attributes: '{"connect:Subtype":{"ValueString":"connect:Telephony"},"List":[1,null,{"ä":"\\n"}]}',
    recordings: [
      {
        location: 'bucket/a.wav',
        storage_type: 'S3',
        start_timestamp: '2025-07-01T23:58:00.001Z',
        stop_timestamp: null,
      },
      { location: 'arn:…/stream/ü', storage_type: 'KINESIS_VIDEO_STREAM', start_timestamp: null },
    ],
    references: [],
  })
  expect(byId('bare')).toMatchObject({ dt: '2025-07-02', attributes: null, recordings: null, channel: null })
  expect(byId('nulls')).toMatchObject({ attributes: [['none', null]], tags: null })
  const events = (await read('agent_event')) as Record<string, Spoken>[]
  expect(events.find(({ event_id }) => event_id === 'e1')).toMatchObject({
    event_timestamp: '2025-07-01T10:00:00.123Z',
    current_status_name: 'Verfügbar',
    current_status_start_timestamp: '2025-07-01T09:00:00.007Z',
    current_auto_accept: true,
    current_inbound_queues: [
      { arn: 'q1', name: null, channels: ['VOICE', 'CHAT'] },
      { arn: 'q2', name: null, channels: null },
    ],
    current_concurrency: [
      { channel: 'CHAT', available_slots: '2', maximum_slots: '5', current_available_slots: null },
    ],
    current_contacts: [
      { contact_id: 'c1', state: 'CONNECTED', state_start_timestamp: '2025-07-01T09:59:59.001Z' },
    ],
  })
})
