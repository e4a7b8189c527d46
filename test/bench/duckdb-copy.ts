/**
 * Peer (a): hand-written DuckDB copies the objects to zstd Parquet partitioned by day, then explodes the attributes
 * into a second table: the same tables and columns as the lake.
 *
 * Usage: duckdb-copy.ts RAW_DIR OUT_DIR
 */
import { literal } from '../../schema/formats/duckdb.ts'
import { database, exploded, flattened } from './flatten.ts'

const [raw, out] = process.argv.slice(2) as [string, string]
const connection = await database()
const day = "strftime(disconnect_timestamp, '%Y-%m-%d') AS dt"
const format = 'FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt), OVERWRITE_OR_IGNORE true'
await connection.run(
  `COPY (SELECT *, ${day} FROM (${flattened(raw)})) TO ${literal(`${out}/contact_record`)} (${format})`,
)
const written = `SELECT * FROM read_parquet(${literal(`${out}/contact_record/*/*.parquet`)}, hive_partitioning = false)`
await connection.run(
  `COPY (SELECT *, ${day} FROM (${exploded(written)})) TO ${literal(`${out}/contact_attribute`)} (${format})`,
)
