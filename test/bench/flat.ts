import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { lakeLog } from '../../lake/log/log.ts'
import { dataFiles } from '../../lake/scan.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { type TableName, tables } from '../../schema/tables.ts'

/**
 * What somebody would lay down who knows the ten questions: for each grain one flat table, with the columns that are
 * asked for and no others. Journeys and agents' time are as the lake has derived them.
 */
const flatTables = {
  contact: {
    from: 'contact_record',
    columns: `contact_id, channel, coalesce(queue_name, string_split(queue_arn, '/queue/')[2]) AS queue_name,
      attributes['reason'] AS reason, validation_test_type, next_contact_id, disconnect_timestamp, enqueue_timestamp, connected_to_agent_timestamp,
      transfer_completed_timestamp, queue_duration_s, agent_interaction_duration_s, customer_hold_duration_s,
      after_contact_work_duration_s, agent_pause_duration_s`,
  },
  journey: {
    from: 'customer_journey',
    columns: `journey_id, customer_key, outcome, is_test, is_repeatable, first_disconnect_timestamp, start_timestamp,
      end_timestamp, legs, queue_time_s`,
  },
  agent_quarter: {
    from: 'agent_statistic_record',
    columns: 'agent_username, interval_start, contact_time_ms, idle_time_ms, ring_time_ms',
  },
} as const satisfies Record<string, { from: TableName; columns: string }>

/** Where a flat table lies, as SQL to read from. */
export const flatTable = (folder: string, name: keyof typeof flatTables): string =>
  `read_parquet(${literal(join(folder, `${name}.parquet`))})`

/** Lays the flat tables of a lake down. */
export async function layFlat(lake: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const storage = folderStorage(lake, () => randomBytes(5).toString('hex'))
  const state = await lakeLog(storage).head()
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB', temp_directory: folder })
  const connection = await instance.connect()
  for (const [name, { from, columns }] of Object.entries(flatTables)) {
    const files = await dataFiles(tables[from], state, storage)
    const paths = files.map(({ path }) => literal(path)).join(', ')
    await connection.run(
      `COPY (SELECT ${columns} FROM read_parquet([${paths}], hive_partitioning = false))
        TO ${literal(join(folder, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
    )
  }
  connection.closeSync()
  instance.closeSync()
}
