import type { Problem } from '../../dashboards/local/stream.ts'
import { LakeError } from '../../schema/error.ts'

/** Is told of errors that nobody expected. */
export type Report = (error: unknown) => void

/** What the page is told about an error. Of an unexpected one it is told nothing but that there was one. */
export function problemOf(error: unknown, report: Report): Problem {
  if (error instanceof LakeError) {
    const { what, value, allowed, remedy } = error
    return { what, ...(value !== undefined && { value }), ...(allowed !== undefined && { allowed }), remedy }
  }
  report(error)
  return {
    what: 'something went wrong on our side',
    remedy: 'try again; the terminal that runs connect-lake says more',
  }
}
