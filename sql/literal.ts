import { LakeError } from '../schema/error.ts'
import { isDay } from '../schema/instant.ts'

/** A value that goes into SQL: always through `sqlLiteral`, never as text of its own. */
export type Literal =
  | { readonly type: 'varchar'; readonly value: string }
  | { readonly type: 'bigint'; readonly value: number | bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'timestamp'; readonly value: string }

const bad = (what: string, value: unknown, allowed: string): LakeError =>
  new LakeError({ what, value: String(value), allowed, remedy: 'give a value of that form' })

const INSTANT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)Z?$/

/** The value as an SQL literal that Athena and DuckDB read alike. Throws a `LakeError` for what is not of its type. */
export function sqlLiteral(literal: Literal): string {
  switch (literal.type) {
    case 'varchar':
      // A backslash has no meaning in either dialect; only the quote has to be doubled.
      return `'${literal.value.replaceAll("'", "''")}'`
    case 'bigint':
      if (!Number.isInteger(Number(literal.value)))
        throw bad('not a whole number', literal.value, '… -1, 0, 1 …')
      return String(literal.value)
    case 'double':
      if (!Number.isFinite(literal.value)) throw bad('not a finite number', literal.value, 'a finite number')
      // With an exponent, for without one Trino takes it for a decimal.
      return literal.value.toExponential().replace('e+', 'E').replace('e', 'E')
    case 'date':
      if (!isDay(literal.value)) throw bad('not a day', literal.value, 'a day that exists, as YYYY-MM-DD')
      return `DATE '${literal.value}'`
    case 'timestamp': {
      const [, day, time] = INSTANT.exec(literal.value) ?? []
      if (!day || !isDay(day)) throw bad('not a time', literal.value, 'YYYY-MM-DD HH:MM:SS.mmm, in UTC')
      return `TIMESTAMP '${day} ${time}'`
    }
  }
}

/** A text as SQL. */
export const sqlText = (value: string): string => sqlLiteral({ type: 'varchar', value })

/** Whether SQL has one of some texts, null among them for none. There has to be one. */
export function isOneOfSql(sql: string, values: readonly (string | null)[]): string {
  const present = values.filter(value => value !== null)
  const parts = [
    ...(present.length > 0 ? [`${sql} IN (${present.map(sqlText).join(', ')})`] : []),
    ...(values.includes(null) ? [`${sql} IS NULL`] : []),
  ]
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(' OR ')})`
}

/** Whether it is a name of a view or column that needs no quotes, as ours do. */
export const isSqlName = (name: string): boolean => /^[a-z][a-z0-9_]*$/.test(name)

/** A name of a view or column as SQL. Ours need no quotes; anything else is refused. */
export function sqlName(name: string): string {
  if (isSqlName(name)) return name
  throw bad('not a name of a view or column', JSON.stringify(name), 'lower-case letters, digits and _')
}
