import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import parquet from 'parquetjs-lite'
import { describe, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import { versionPrefix } from '../../lake/log/commit.ts'
import { emptyState, type LakeState } from '../../lake/log/state.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { duckdbWorkbench } from '../../lake/workbench/duckdb.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { views } from '../../sql/views.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const folder = temporaryFolder()

type Compression = 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY'

const types = {
  small: 'INT32',
  large: 'INT64',
  share: 'DOUBLE',
  flag: 'BOOLEAN',
  text: 'UTF8',
  moment: 'TIMESTAMP_MILLIS',
} as const

/** The extremes that the writer can hold: its 64-bit numbers go through a double. */
const rows = [
  {
    small: -(2 ** 31),
    large: -Number.MAX_SAFE_INTEGER,
    share: 0.1,
    flag: true,
    text: 'Zürich 東京 😀 "quoted"',
    moment: new Date('1969-07-20T20:17:40.123Z'),
  },
  {},
  {
    small: 2 ** 31 - 1,
    large: Number.MAX_SAFE_INTEGER,
    share: -1e300,
    flag: false,
    text: '',
    moment: new Date('2025-07-01T23:59:59.999Z'),
  },
]

async function write(
  path: string,
  fields: Readonly<Record<string, string>>,
  compression: Compression,
  written: readonly Readonly<Record<string, unknown>>[],
  useDataPageV2 = true,
): Promise<void> {
  const schema = new parquet.ParquetSchema(
    Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, { type, optional: true, compression }]),
    ),
  )
  // Two rows to a group, so that a file has several.
  const writer = await parquet.ParquetWriter.openFile(schema, path, { rowGroupSize: 2, useDataPageV2 })
  for (const row of written) await writer.appendRow(row)
  await writer.close()
}

describe('what parquetjs-lite wrote is read by the workbench', () => {
  const cases = (['UNCOMPRESSED', 'GZIP', 'SNAPPY'] as const).flatMap(compression =>
    [true, false].map(useDataPageV2 => ({ compression, useDataPageV2 })),
  )
  test.each(cases)(
    '$compression, data pages of version 2: $useDataPageV2',
    async ({ compression, useDataPageV2 }) => {
      const path = join(folder, `${compression}-${useDataPageV2}.parquet`)
      await write(path, types, compression, rows, useDataPageV2)
      const scratch = join(folder, 'bench')
      const bench = await duckdbWorkbench({ scratch, memory_bytes: 128e6, lanes: 1 })
      try {
        const from = `read_parquet('${path}')`
        const [codecs] = await bench.rows<{ codecs: string }>(
          `SELECT string_agg(DISTINCT compression) AS codecs FROM parquet_metadata('${path}')`,
        )
        expect(codecs).toEqual({ codecs: compression })
        const described = await bench.rows<{ column_name: string; column_type: string }>(
          `DESCRIBE FROM ${from}`,
        )
        expect(Object.fromEntries(described.map(each => [each.column_name, each.column_type]))).toEqual({
          small: 'INTEGER',
          large: 'BIGINT',
          share: 'DOUBLE',
          flag: 'BOOLEAN',
          text: 'VARCHAR',
          moment: 'TIMESTAMP',
        })
        const read = await bench.rows<Record<string, unknown>>(`FROM ${from}`)
        const nothing = { small: null, large: null, share: null, flag: null, text: null, moment: null }
        expect(read).toEqual(
          rows.map(row => ({ ...nothing, ...row, ...('large' in row && { large: BigInt(row.large) }) })),
        )
        // The engine's own words for the instants, so that no conversion to Date hides an offset.
        expect(
          await bench.rows(
            `SELECT strftime(moment, '%Y-%m-%d %H:%M:%S.%g') AS at FROM ${from} WHERE moment IS NOT NULL`,
          ),
        ).toEqual([{ at: '1969-07-20 20:17:40.123' }, { at: '2025-07-01 23:59:59.999' }])
      } finally {
        await bench.close()
      }
    },
  )
})

test('a file of parquetjs-lite serves as a data file of the lake, views and all', async () => {
  // The columns that somebody's archive happens to have; the engine gives NULL for the others.
  const columns = {
    contact_id: 'UTF8',
    initiation_timestamp: 'TIMESTAMP_MILLIS',
    disconnect_timestamp: 'TIMESTAMP_MILLIS',
    enqueue_timestamp: 'TIMESTAMP_MILLIS',
    connected_to_agent_timestamp: 'TIMESTAMP_MILLIS',
    queue_duration_s: 'INT64',
    quality_agent_audio_score: 'DOUBLE',
    contact_lens_enabled: 'BOOLEAN',
  }
  const at = (time: string): Date => new Date(`2025-07-01T${time}Z`)
  const storage = folderStorage(join(folder, 'lake'), () => 'u')
  const file = { name: '00-23.parquet', rows: 2, size_bytes: 0, schema: 'archive' }
  const path = join(folder, 'archive.parquet')
  await write(path, columns, 'SNAPPY', [
    {
      contact_id: 'answered',
      initiation_timestamp: at('10:00:00.250'),
      disconnect_timestamp: at('10:05:00.250'),
      enqueue_timestamp: at('10:00:10'),
      connected_to_agent_timestamp: at('10:00:22'),
      queue_duration_s: 12,
      quality_agent_audio_score: 4.35,
      contact_lens_enabled: false,
    },
    { contact_id: 'left', disconnect_timestamp: at('11:00:00'), enqueue_timestamp: at('10:59:00') },
  ])
  const place = join(folder, 'lake', versionPrefix('contact_record', '2025-07-01', 'v1'))
  await mkdir(place, { recursive: true })
  await rename(path, join(place, file.name))
  const state: LakeState = {
    ...emptyState,
    partitions: { contact_record: { '2025-07-01': { version: 'v1', files: [file] } } },
    schemas: { archive: Object.keys(columns) },
  }
  const wanted = wantedViews(Object.values(views))
  const engine = await duckdbEngine(storage, state, {
    prelude,
    views: planViews(wanted, []).map(step => step.view),
    memory_bytes: 128e6,
    scratch: join(folder, 'engine'),
  })
  try {
    const result = await engine.query(
      `SELECT c.contact_id, c.dt, c.is_handled, c.is_abandoned, c.queue_answer_time_s, c.contact_duration_s,
         c.initiation_timestamp, r.quality_agent_audio_score, r.contact_lens_enabled, r.attributes
       FROM contact c JOIN contact_record r ON r.contact_id = c.contact_id ORDER BY 1`,
    )
    expect(result.toArray().map(row => row.toJSON())).toEqual([
      {
        contact_id: 'answered',
        dt: '2025-07-01',
        is_handled: true,
        is_abandoned: false,
        queue_answer_time_s: 12n,
        contact_duration_s: 300n,
        initiation_timestamp: Date.parse('2025-07-01T10:00:00.250Z'),
        quality_agent_audio_score: 4.35,
        contact_lens_enabled: false,
        attributes: null,
      },
      {
        contact_id: 'left',
        dt: '2025-07-01',
        is_handled: false,
        is_abandoned: true,
        queue_answer_time_s: null,
        contact_duration_s: null,
        initiation_timestamp: null,
        quality_agent_audio_score: null,
        contact_lens_enabled: null,
        attributes: null,
      },
    ])
  } finally {
    engine.close()
  }
})
