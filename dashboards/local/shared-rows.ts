import type { Visual } from '../normal/visual.ts'
import { type AttributedRows, type HeldContacts, wholeSql } from './attributed-rows.ts'
import type { Batch } from './query.ts'
import type { Scope } from './scope.ts'

/** Rows with contact attributes that several questions read, and the question for what they need of them. */
export interface SharedRows extends Pick<AttributedRows, 'contacts'> {
  /** The question for all of their columns: by what a scope knows them. */
  readonly whole: string
  sql(contacts: HeldContacts): string
}

/**
 * The rows that are worth making once: to join contacts with their attributes costs more than all that is asked of them.
 * Only columns whose names are in the questions are made.
 */
export function sharedRows(
  scope: Scope,
  asked: readonly Batch<{ readonly visual: Visual }>[],
): readonly SharedRows[] {
  const readers = new Map<
    string,
    { readonly rows: AttributedRows; readonly words: Set<string>; times: number }
  >()
  for (const { sql, of } of asked) {
    const rows = of[0] && scope.of(of[0].visual).attributed
    if (!rows) continue
    const whole = wholeSql(rows)
    const reader = readers.get(whole) ?? { rows, words: new Set<string>(), times: 0 }
    for (const word of sql.match(/\w+/g) ?? []) reader.words.add(word)
    reader.times++
    readers.set(whole, reader)
  }
  return [...readers]
    .filter(([, { times }]) => times > 1)
    .map(([whole, { rows, words }]) => {
      const columns = rows.columns.filter(name => words.has(name))
      return { whole, contacts: rows.contacts, sql: contacts => rows.sql(columns, contacts) }
    })
}
