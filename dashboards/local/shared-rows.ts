import type { Visual } from '../normal/visual.ts'
import type { AttributedRows, ChosenContacts, HeldContacts } from './attributed-rows.ts'
import type { Days } from './days.ts'
import type { Batch } from './query.ts'
import type { Scope } from './scope.ts'

/** Rows with contact attributes that the questions of a sheet read, and the question for what they need of them. */
export interface SharedRows {
  /** By what a scope knows them. */
  readonly key: string
  readonly days: Days
  readonly contacts: readonly ChosenContacts[]
  sql(contacts: HeldContacts): string
}

/**
 * The rows that are to be made once, for to join contacts with their attributes costs more than all that is asked of them:
 * those of the days that are asked for, with the columns whose names are in the questions.
 */
export function sharedRows(
  scope: Scope,
  asked: readonly Batch<{ readonly visual: Visual }>[],
): readonly SharedRows[] {
  const read = new Map<string, { readonly rows: AttributedRows; text: string }>()
  for (const { sql, of } of asked) {
    const rows = of[0] && scope.of(of[0].visual).attributed
    if (rows) read.set(rows.key, { rows, text: `${read.get(rows.key)?.text ?? ''}\n${sql}` })
  }
  const { days, previous } = scope
  return [...read.values()].map(({ rows, text }) => {
    const words = new Set(text.match(/\w+/g))
    const columns = rows.columns.filter(name => words.has(name))
    // Whoever compares says so by the first day of those before.
    const of_days = previous && text.includes(previous.from) ? { from: previous.from, to: days.to } : days
    return {
      key: rows.key,
      days: of_days,
      contacts: rows.contacts(of_days),
      sql: contacts => rows.sql(of_days, columns, contacts),
    }
  })
}
