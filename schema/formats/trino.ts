import type { Table } from '../table.ts'
import { type ByKind, derive } from '../type.ts'
import { quoted } from './duckdb.ts'

const rules: ByKind<string> = {
  string: () => 'varchar',
  bigint: () => 'bigint',
  double: () => 'double',
  boolean: () => 'boolean',
  timestamp: () => 'timestamp(3)',
  json: () => 'varchar',
  map: () => 'map(varchar, varchar)',
  array: type => `array(${derive(rules, type.element)})`,
  row: type =>
    `row(${Object.entries(type.fields)
      .map(([name, field]) => `${quoted(name)} ${derive(rules, field.type)}`)
      .join(', ')})`,
}

/** The columns of a table as Trino declares them, the partition key last, as its Hive connector wants it. */
export const trinoColumns = (table: Table): string =>
  [
    ...Object.entries(table.columns).map(([name, { type }]) => `${quoted(name)} ${derive(rules, type)}`),
    'dt varchar',
  ].join(', ')
