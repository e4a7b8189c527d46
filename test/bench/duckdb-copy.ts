/**
 * Peer (a): what a good engineer writes by hand. DuckDB reads the objects with declared columns, flattens them and
 * copies them to zstd Parquet partitioned by day, then explodes the attributes into a second table: the same tables
 * and columns as the lake, but nothing is deduplicated, counted, checked or kept aside.
 *
 * Usage: duckdb-copy.ts RAW_DIR OUT_DIR
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { literal, projections, quoted } from '../../schema/formats/duckdb.ts'
import { type Shape, shapeOf } from '../../schema/shape.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'

const [raw, out] = process.argv.slice(2) as [string, string]

function declared(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
    case 'json':
      return 'VARCHAR'
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)'
    case 'list':
      return `${declared(shape.element)}[]`
    case 'object':
      return `STRUCT(${Object.entries(shape.members)
        .map(([key, member]) => `${quoted(key)} ${declared(member)}`)
        .join(', ')})`
  }
}

const database = await DuckDBInstance.create(':memory:')
const connection = await database.connect()
for (const statement of [
  "SET TimeZone = 'UTC'",
  'CREATE MACRO read_timestamp(raw) AS TRY_CAST(raw AS TIMESTAMP_MS)',
  'CREATE MACRO read_bigint(raw) AS TRY_CAST(raw AS BIGINT)',
  'CREATE MACRO read_double(raw) AS TRY_CAST(raw AS DOUBLE)',
]) {
  await connection.run(statement)
}
const columns = Object.entries(shapeOf(contactRecord).members)
  .map(([key, shape]) => `${literal(key)}: ${literal(declared(shape))}`)
  .join(', ')
const selected = projections(contactRecord).map(({ name, sql }) =>
  name === 'contact_id' ? 'r."ContactId" AS contact_id' : `${sql} AS ${quoted(name)}`,
)
const format = 'FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt), OVERWRITE_OR_IGNORE true'
await connection.run(`COPY (
  SELECT ${selected.join(', ')}, strftime(CAST(r."DisconnectTimestamp" AS TIMESTAMPTZ), '%Y-%m-%d') AS dt
  FROM read_json(${literal(`${raw}/contact-records/**/*.gz`)}, format = 'unstructured', columns = {${columns}}) r
) TO ${literal(`${out}/contact_record`)} (${format})`)
await connection.run(`COPY (
  SELECT contact_id, element.key AS attribute_name, element.value AS attribute_value, disconnect_timestamp, dt
  FROM (SELECT *, unnest(map_entries(attributes)) AS element
    FROM read_parquet(${literal(`${out}/contact_record/*/*.parquet`)}, hive_partitioning = true, hive_types = {'dt': VARCHAR}))
) TO ${literal(`${out}/contact_attribute`)} (${format})`)
