import { literal, quoted } from '../../schema/formats/duckdb.ts'
import { trinoColumns } from '../../schema/formats/trino.ts'
import type { Table } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'
import { versionPrefix } from '../log/commit.ts'
import type { LakeState } from '../log/state.ts'

/** Where Trino is to have a lake. */
export interface TrinoPlace {
  readonly catalog: string
  readonly schema: string
  /** The lake as Trino's file system names it, without a slash at its end: `local:///data/lake`, `s3://bucket/lake`. */
  readonly location: string
}

/**
 * The statements that show a state of a lake in a schema of Trino's: its tables over the files as they lie, each
 * partition at the version that the log names, and the views, each with the very text that is deployed.
 * @param views Each after those it reads.
 */
export function trinoStatements(
  state: LakeState,
  views: readonly { readonly name: string; readonly sql: string }[],
  { catalog, schema, location }: TrinoPlace,
): readonly string[] {
  const inside = `${quoted(catalog)}.${quoted(schema)}`
  const registered = (table: Table): readonly string[] =>
    Object.entries(state.partitions[table.name] ?? {})
      .filter(([, { files }]) => files.length > 0)
      .map(([dt, { version }]) => {
        const place = `${location}/${versionPrefix(table.name, dt, version)}`
        const [of, at] = [[schema, table.name].map(literal).join(', '), literal(place)]
        return `CALL ${quoted(catalog)}.system.register_partition(${of}, ARRAY['dt'], ARRAY[${literal(dt)}], ${at})`
      })
  return [
    // The location of a table has to be there and is not read: rows are in partitions, and each has its own.
    `CREATE SCHEMA ${inside}`,
    ...Object.values<Table>(tables).flatMap(table => [
      `CREATE TABLE ${inside}.${quoted(table.name)} (${trinoColumns(table)}) WITH (format = 'PARQUET', ` +
        `partitioned_by = ARRAY['dt'], external_location = ${literal(location)})`,
      ...registered(table),
    ]),
    ...views.map(({ name, sql }) => `CREATE VIEW ${inside}.${quoted(name)} SECURITY INVOKER AS\n${sql}`),
  ]
}
