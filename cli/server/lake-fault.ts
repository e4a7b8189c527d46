import { LakeError } from '../../schema/error.ts'

/** What is wrong with the lake, not with what was asked: the statements are ours. */
export class LakeFault extends LakeError {}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

/** The error of an engine in the words of somebody who looks at a page, and wrote no statement that he could mend. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof LakeError) || !(error.cause instanceof Error)) return error
  const message = error.cause.message
  if (/Out of Memory|INTERRUPT/i.test(message)) return error
  const cause = error.cause
  const value = firstLine(message)
  const [, missing] = /Table with name "?(\w+)"? does not exist/.exec(message) ?? []
  if (/(Binder|Catalog|Parser) Error/i.test(message))
    return new LakeFault({
      what: 'the views of this lake are not those that the dashboard asks',
      ...{
        value: missing === undefined ? firstLine(error.value ?? message) : `${missing} is not there`,
        cause,
      },
      remedy:
        'bring them up to date with: connect-lake views apply --lake DIR; where a later version of connect-lake wrote them, use that version',
    })
  return new LakeFault({
    what: 'a file of the lake is missing or damaged',
    ...{ value, cause },
    allowed: 'the files of the newest commit, as they were written',
    remedy:
      'restore it from a backup, or go back to a commit without it: connect-lake history --lake DIR, then connect-lake rollback COMMIT --lake DIR',
  })
}
