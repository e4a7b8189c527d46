/**
 * Peer (c): what lakes without a merge do when rows come late: hand-written DuckDB reads the late records and the whole
 * day, keeps the newest row of each contact, and writes the day again, with its attributes.
 *
 * Usage: rewrite-day.ts LAKE_DIR DAY LATE_RAW_DIR OUT_DIR
 */
import { randomBytes } from 'node:crypto'
import { lakeLog } from '../../lake/log/log.ts'
import { dataFiles } from '../../lake/scan.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'
import { database, exploded, flattened } from './flatten.ts'

const [lake, day, late, out] = process.argv.slice(2) as [string, string, string, string]
const storage = folderStorage(lake, () => randomBytes(5).toString('hex'))
const files = await dataFiles(contactRecord, await lakeLog(storage).head(), storage, new Set([day]))
const paths = files.map(({ path }) => literal(path)).join(', ')
const connection = await database()
const format = 'FORMAT parquet, COMPRESSION zstd'
const written = `${out}/contact_record.parquet`
await connection.run(`COPY (
  SELECT * FROM (
    SELECT * EXCLUDE (source_object) FROM read_parquet([${paths}], hive_partitioning = false)
    UNION ALL BY NAME (${flattened(late)}))
  QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY last_update_timestamp DESC) = 1
) TO ${literal(written)} (${format})`)
await connection.run(
  `COPY (${exploded(`SELECT * FROM read_parquet(${literal(written)})`)}) TO ${literal(`${out}/contact_attribute.parquet`)} (${format})`,
)
