/**
 * Peer (c): what lakes without a merge do when rows come late: read the whole day, keep the newest row of each key,
 * and write the day again, with its attributes. The late rows themselves are not even read here, which favours it.
 *
 * Usage: rewrite-day.ts LAKE_DIR DAY OUT_DIR
 */
import { randomBytes } from 'node:crypto'
import { DuckDBInstance } from '@duckdb/node-api'
import { lakeLog } from '../../lake/log/log.ts'
import { dataFiles } from '../../lake/scan.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { contactAttribute } from '../../schema/tables/contact-attribute.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'

const [lake, day, out] = process.argv.slice(2) as [string, string, string]
const storage = folderStorage(lake, () => randomBytes(5).toString('hex'))
const state = await lakeLog(storage).head()
const database = await DuckDBInstance.create(':memory:')
const connection = await database.connect()
for (const [table, key] of [
  [contactRecord, 'contact_id'],
  [contactAttribute, 'contact_id, attribute_name'],
] as const) {
  const files = await dataFiles(table, state, storage, new Set([day]))
  const paths = files.map(({ path }) => literal(path)).join(', ')
  const order = table === contactRecord ? 'last_update_timestamp' : 'disconnect_timestamp'
  await connection.run(`COPY (
    SELECT * FROM read_parquet([${paths}])
    QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY ${order} DESC) = 1
  ) TO ${literal(`${out}-${table.name}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`)
}
