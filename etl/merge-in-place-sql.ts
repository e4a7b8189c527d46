import { literal, quoted } from '../schema/formats/duckdb.ts'
import type { Column, Table } from '../schema/table.ts'
import { string } from '../schema/type.ts'

/*
 * What is done in place with a partition that is too large to be fetched, in the SQL that Athena, Trino and the engine
 * of this machine share: which rows are met again, which rows stay, and what child tables have of them. Decisions are
 * made on this machine, from the few rows that were found: see `merge-sql.ts`.
 */

/** The name of the file that a row lies in. */
const FILE = `regexp_extract("$path", '[^/]+$')`

const key = (table: Table): string => quoted(table.key[0] as string)

const columnsOf = (table: Table, of: string): string =>
  Object.keys(table.columns)
    .map(name => `${of}.${quoted(name)}`)
    .join(', ')

/** A folder of the keys that are looked for. */
export const keyColumns = { key: { type: string } }
/** A folder of the rows whose place is taken: their keys, and the files they lie in. */
export const goneColumns = { key: { type: string }, file: { type: string } }
/** A folder of the rows that were found, and the files they lie in. */
export const foundColumns = (table: Table) => ({ ...table.columns, _file: { type: string } })

/** The stored rows that have one of the keys, as they are, with the files they lie in. */
export const foundSql = (table: Table, { stored, keys }: { stored: string; keys: string }): string =>
  `SELECT ${columnsOf(table, 's')}, s._file FROM (SELECT *, ${FILE} AS _file FROM ${stored}) s
   JOIN ${keys} k ON k.key = s.${key(table)}`

/** The stored rows without those whose place is taken. */
export const stayingSql = (table: Table, { stored, gone }: { stored: string; gone: string }): string =>
  `SELECT ${columnsOf(table, 's')} FROM (SELECT *, ${FILE} AS _file FROM ${stored}) s
   LEFT JOIN ${gone} g ON g.key = s.${key(table)} AND g.file = s._file
   WHERE g.key IS NULL`

/** The members of what a list or map of the parent holds, by name, in their order. */
function membersOf({ type }: Column): readonly string[] {
  if (type.kind === 'map') return ['key', 'value']
  return type.kind === 'array' && type.element.kind === 'row' ? Object.keys(type.element.fields) : []
}

/** The rows of a child table, out of rows of its parent. */
export function explodedSql(child: Table, parent: Table, { rows }: { rows: string }): string {
  // A list may hold nulls, and a contact without an id: the parent keeps them, here they would be rows without a key.
  const required = Object.keys(child.columns).filter(name => child.columns[name]?.required)
  const lists = Object.entries(child.explode?.lists ?? {}).map(([list, word]) => {
    const values = Object.entries(child.columns).map(([name, { from }]) => {
      const [of, field = ''] = String(from).split('.')
      const value = of === 'list' ? literal(word) : `${of === 'parent' ? 'p' : 'e'}.${quoted(field)}`
      return `${value} AS ${quoted(name)}`
    })
    const members = membersOf(parent.columns[list] as Column).map(quoted)
    return `SELECT ${values.join(', ')} FROM ${rows} p CROSS JOIN UNNEST(p.${quoted(list)}) AS e (${members.join(', ')})`
  })
  return `SELECT ${Object.keys(child.columns).map(quoted).join(', ')} FROM (${lists.join(' UNION ALL ')}) AS exploded
   WHERE ${required.map(name => `${quoted(name)} IS NOT NULL`).join(' AND ')}`
}
