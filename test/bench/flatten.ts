import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { literal, projections, quoted } from '../../schema/formats/duckdb.ts'
import { type Shape, shapeOf } from '../../schema/shape.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'

/*
 * Hand-written DuckDB, as a good engineer writes it: the objects are read with declared columns, and flattened with
 * plain casts. Nothing is deduplicated, counted, checked or kept aside.
 */

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

/** A database in memory with the casts that `flattened` calls. */
export async function database(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const statement of [
    "SET TimeZone = 'UTC'",
    'CREATE MACRO read_timestamp(raw) AS TRY_CAST(raw AS TIMESTAMP_MS)',
    'CREATE MACRO read_bigint(raw) AS TRY_CAST(raw AS BIGINT)',
    'CREATE MACRO read_double(raw) AS TRY_CAST(raw AS DOUBLE)',
  ]) {
    await connection.run(statement)
  }
  return connection
}

/** The contact records below a raw folder as rows with the lake's columns. */
export function flattened(raw: string): string {
  const columns = Object.entries(shapeOf(contactRecord).members)
    .map(([key, shape]) => `${literal(key)}: ${literal(declared(shape))}`)
    .join(', ')
  const selected = projections(contactRecord).map(({ name, sql }) =>
    name === 'contact_id' ? 'r."ContactId" AS contact_id' : `${sql} AS ${quoted(name)}`,
  )
  return `SELECT ${selected.join(', ')}
    FROM read_json(${literal(`${raw}/contact-records/**/*.gz`)}, format = 'unstructured', columns = {${columns}}) r`
}

/** The attributes of rows, one row each. */
export const exploded = (rows: string): string => `
  SELECT contact_id, element.key AS attribute_name, element.value AS attribute_value, disconnect_timestamp
  FROM (SELECT *, unnest(map_entries(attributes)) AS element FROM (${rows}))`
