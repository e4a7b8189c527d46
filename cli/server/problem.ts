import type { Problem } from '../../dashboards/local/stream.ts'
import { SpecErrors } from '../../dashboards/normal/fault.ts'
import { LakeError } from '../../schema/error.ts'

/** Is told of errors that nobody expected. */
export type Report = (error: unknown) => void

/** The parts of an expected error; of several errors each. */
export function problemIn(error: LakeError): Problem {
  const { what, value, allowed, remedy } = error
  return {
    what,
    ...(value !== undefined && { value }),
    ...(allowed !== undefined && { allowed }),
    remedy,
    ...(error instanceof SpecErrors && { each: error.faults.map(problemIn) }),
  }
}

/** What the page is told about an error. Of an unexpected one it is told nothing but that there was one. */
export function problemOf(error: unknown, report: Report): Problem {
  if (error instanceof LakeError) return problemIn(error)
  report(error)
  return {
    what: 'something went wrong on our side',
    remedy: 'try again; the terminal that runs connect-lake says more',
  }
}
