import { LakeError } from '../../schema/error.ts'

/** What EXPLAIN explains; undefined when the statement is something else. */
export const explained = (sql: string): string | undefined =>
  /^\s*EXPLAIN\s*(?:\([^)]*\)\s*|ANALYZE\b\s*)?([\s\S]*)$/i.exec(sql)?.[1]

/** How a question begins. Others are not even prepared: preparing EXPORT DATABASE makes a folder. */
const asks =
  /^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|FROM|VALUES|TABLE|DESCRIBE|DESC|SHOW|SUMMARIZE)\b/i

/** How those begin of which a table can be made. */
const tabular = /^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|FROM|VALUES|TABLE)\b/i

/** Functions that change the engine, write files or take a statement as a text: no question needs one. */
const meddles =
  /\b(?:(?:en|dis)able_\w+|truncate_duckdb_logs|write_log|(?:force_)?checkpoint|query|query_table|json_execute_\w+)"?(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*\(/i

export const refused = (value: string): LakeError =>
  new LakeError({
    what: 'this statement is not a question',
    value: value.trim().slice(0, 120),
    allowed: 'one SELECT, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN of them',
    remedy: 'ask with SELECT; the lake is only written by connect-lake run',
  })

/** Whether a statement asks, and does nothing else, as far as its text tells. */
export const isQuestion = (sql: string): boolean => asks.test(sql) && !meddles.test(sql)

/** Whether a table can be made of the answer. */
export const isTabular = (sql: string): boolean => tabular.test(sql)

/** Whether it asks what there is, and reads no row. */
export const isOfColumns = (sql: string): boolean => /^\s*(?:DESCRIBE|DESC|SHOW)\b/i.test(sql)

/** Throws for a statement that is no question. EXPLAIN ANALYZE runs what it explains, so that has to be one, too. */
export function checkQuestion(sql: string): void {
  const inner = explained(sql)
  if (inner !== undefined) checkQuestion(inner)
  else if (!isQuestion(sql)) throw refused(sql)
}
