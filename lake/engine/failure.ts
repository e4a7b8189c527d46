import { LakeError } from '../../schema/error.ts'
import { refused } from './question.ts'

export const interrupted = (cause?: unknown): LakeError =>
  new LakeError({
    what: 'the query was interrupted',
    remedy: 'run it again: what was read is not all of it',
    cause,
  })

export const outside = (value: string, cause: unknown): LakeError =>
  new LakeError({
    what: 'the query reaches outside the lake',
    value,
    allowed: 'the tables and views of the lake',
    remedy: 'see what there is with: SHOW TABLES',
    cause,
  })

export const unanswered = (value: string, remedy: string | undefined, cause: unknown): LakeError =>
  new LakeError({
    what: 'the query cannot be answered',
    value,
    allowed: 'SQL as Athena has it, over the tables and views of the lake',
    remedy: remedy ?? 'mend the statement and ask again',
    cause,
  })

/** An error of DuckDB in the words of the user: the first line says it, the rest points at the place. */
export function inWords(error: unknown, sql: string): unknown {
  if (error instanceof LakeError || !(error instanceof Error)) return error
  const message = error.message
  if (/Permission Error|disabled by configuration|not in the list of allowed/i.test(message))
    return outside(message.split('\n')[0] ?? '', error)
  if (/INTERRUPT/i.test(message)) return interrupted(error)
  if (message.includes('Error in native callback')) return refused(sql)
  const [, remedy] = remedies.find(([pattern]) => pattern.test(message)) ?? []
  return unanswered(message.trim(), remedy, error)
}

/** What to do about an error of DuckDB, by what it says. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/Out of Memory/i, 'give it more with --memory-mb, or ask about fewer days or columns'],
  [/Table with name|Catalog Error.*does not exist/i, 'see what there is with: SHOW TABLES'],
  [/column .* not found/i, 'see the columns of a table or view with: DESCRIBE name'],
]

export const damagedView = (name: string): LakeError =>
  new LakeError({
    what: 'a view of the lake is not one statement',
    value: name,
    allowed: 'one SELECT, as connect-lake wrote it',
    remedy: 'write the views anew with: connect-lake views apply',
  })

/** Whether a view could not be made for what it reads is not there, or is not as it expects it. */
export const isMisfit = (error: unknown): error is Error =>
  error instanceof Error && /^(Binder|Catalog|Parser) Error/.test(error.message)

/**
 * The error of a question about a view that was not made, in the words of the user; undefined for any other.
 * @param misfits views that were not made, by name in lower case, with why
 */
export function misfitting(error: unknown, misfits: ReadonlyMap<string, Error>): unknown {
  const [, name = ''] = /Table with name "?(\w+)"? does not exist/.exec(String(error)) ?? []
  const cause = misfits.get(name.toLowerCase())
  if (!cause || !isMisfit(cause)) return cause && inWords(cause, name)
  return new LakeError({
    what: 'this view does not fit the other views and tables of the lake',
    value: `${name}: ${cause.message.split('\n')[0]}`,
    remedy:
      'bring the views up to date with: connect-lake views apply; where a later version of connect-lake wrote them, use that version',
    cause,
  })
}

/** What was wrong when a lake could not be opened, in the words of the user. */
export function unopened(error: unknown): unknown {
  if (error instanceof LakeError || !(error instanceof Error)) return error
  return new LakeError({
    what: 'the lake cannot be opened: one of its files is missing or damaged',
    value: error.message.split('\n')[0] ?? '',
    allowed: 'the files of the newest commit, as they were written',
    remedy: 'restore the file from a backup, or return to a commit without it: connect-lake rollback',
    cause: error,
  })
}
