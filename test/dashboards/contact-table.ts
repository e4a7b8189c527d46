import { DuckDBInstance } from '@duckdb/node-api'
import { sqlLiteral } from '../../sql/literal.ts'
import { prelude } from '../../sql/prelude.ts'
import { contact } from '../../sql/views/contact.ts'
import { clockedContact } from './gallery/dataset.ts'

export type Value = string | number | boolean | null
type Column = keyof typeof contact.columns

/** A contact as far as a test is about it. */
export type ContactRow = { readonly [K in Column]?: Value } & {
  /** The day of it, by clocks that show UTC: the same as `contact_date`. */
  readonly local_date?: string
}

/** A call that nobody queued and nobody handled. */
const plain: ContactRow = {
  contact_date: '2025-07-01',
  channel: 'VOICE',
  disconnect_reason: 'CUSTOMER_DISCONNECT',
  is_test: false,
  is_queued: false,
  is_handled: false,
  is_abandoned: false,
}

function literal(value: Value): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? sqlLiteral({ type: 'varchar', value }) : String(value)
}

/** Answers questions about a relation `contact` that holds the rows: columns as the view has them, others NULL. */
export async function contactTable(rows: readonly ContactRow[]) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const statement of prelude) await connection.run(statement)
  const columns = Object.entries(contact.columns)
  await connection.run(
    `CREATE TABLE contact (${columns.map(([name, { type }]) => `${name} ${type}`).join(', ')})`,
  )
  for (const row of rows) {
    const { local_date, ...own } = row
    const full: ContactRow = {
      ...plain,
      ...(local_date !== undefined && { contact_date: local_date }),
      ...own,
    }
    const values = columns.map(
      ([name, { type }]) => `CAST(${literal(full[name as Column] ?? null)} AS ${type})`,
    )
    await connection.run(`INSERT INTO contact VALUES (${values.join(', ')})`)
  }
  // In UTC the clocks of the business show what all others do.
  await connection.run(`CREATE VIEW contact_local AS
    SELECT contact.* REPLACE (strftime(contact_date, '%Y-%m-%d') AS dt), contact_date AS local_date,
      day_of_week(contact_date) AS local_weekday, hour(disconnect_timestamp) AS local_hour,
      time_bucket(INTERVAL '15 minutes', disconnect_timestamp) AS local_interval_start
    FROM contact`)
  await connection.run(
    `CREATE VIEW ${clockedContact.name} AS ${clockedContact.generate?.({ time_zone: 'UTC' })}`,
  )
  return async (sql: string): Promise<Record<string, Value>[]> => {
    const result = await connection.runAndReadAll(sql)
    return result.getRowObjectsJson().map(row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value], i) => {
          // 64-bit numbers come as text.
          const isNumber = /INT|DOUBLE/.test(String(result.columnType(i)))
          return [name, value === null ? null : isNumber ? Number(value) : (value as Value)]
        }),
      ),
    )
  }
}
