import type { LakeError } from '../../schema/error.ts'
import { interrupted, outside, unanswered } from './failure.ts'

/** What a server is known to say is wrong with a statement; Athena says it in the same words. */
export interface TrinoFailure {
  readonly message: string
  /** Such as `COLUMN_NOT_FOUND`. */
  readonly errorName: string
}

/** What to do about an error, by Trino's name for it. */
const remedies: Readonly<Record<string, string>> = {
  COLUMN_NOT_FOUND: 'see the columns of a table or view with: DESCRIBE name',
  EXCEEDED_LOCAL_MEMORY_LIMIT: 'ask about fewer days or columns',
  NUMERIC_VALUE_OUT_OF_RANGE: 'sum fewer rows, or cast to double first; a bigint holds -2^63 to 2^63-1',
}

/**
 * An error of Trino or Athena in the words of the user.
 * @param engine as `--engine` names it: there the views have to be deployed
 */
export function trinoFailure(
  { errorName, message }: TrinoFailure,
  engine: 'athena' | 'trino',
  cause: unknown,
): LakeError {
  if (errorName === 'PERMISSION_DENIED' || errorName === 'CATALOG_NOT_FOUND') return outside(message, cause)
  if (errorName === 'USER_CANCELED') return interrupted(cause)
  const remedy =
    errorName === 'TABLE_NOT_FOUND' || errorName === 'SCHEMA_NOT_FOUND'
      ? `see what there is with: SHOW TABLES; views are made with: connect-lake views apply --engine ${engine}`
      : remedies[errorName]
  return unanswered(`${errorName}: ${message}`, remedy, cause)
}
