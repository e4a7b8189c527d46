import { LakeError } from '../../schema/error.ts'
import { lint } from './lint/lint.ts'
import { doubleAssets } from './lint/references.ts'
import { type Violation, violationsOf } from './model/check.ts'
import { type Request, requestName } from './request.ts'
import { placeIn } from './where.ts'

/** Something wrong with a request. */
export interface Finding extends Violation {
  readonly request: Request
  /** In the words of a reader: `sheet Overview, visual volume`; empty for what is of the request itself. */
  readonly place: string
}

/**
 * What is wrong with requests that are sent together: first by the service's own model, and where a request is as the
 * model has it, by what no model sees.
 */
export function findingsOf(requests: readonly Request[]): readonly Finding[] {
  const judged = requests.map(request => ({
    request,
    violations: violationsOf(request.operation, request.input),
  }))
  const sound = judged.filter(({ violations }) => violations.length === 0).map(({ request }) => request)
  const all = judged.flatMap(({ request, violations }) => {
    const found = violations.length > 0 ? violations : [...lint(request, requests, sound)]
    return found.map(each => ({ ...each, request, place: placeIn(request.input, each.path) }))
  })
  return [...all, ...[...doubleAssets(sound)].map(each => ({ ...each, place: '' }))]
}

/** A finding for people, on one line. */
export const findingText = ({ request, path, place, what, value }: Finding): string =>
  `${requestName(request)}${place === '' ? '' : `, ${place}`}: ${what}: ${value} (${path})`

/** Throws for requests that QuickSight would not take, or not show as meant: the first finding, and how many there are. */
export function checkRequests(requests: readonly Request[]): void {
  const [first, ...rest] = findingsOf(requests)
  if (!first) return
  const { request, path, place, what, value, allowed } = first
  throw new LakeError({
    what: `${requestName(request)}${place === '' ? '' : `, ${place}`}: ${what}`,
    value: `${value}, at ${path}`,
    allowed,
    remedy: [
      'mend what it was compiled from',
      ...(rest.length > 0
        ? [`and what else is wrong:\n${rest.slice(0, 20).map(findingText).join('\n')}`]
        : []),
    ].join(', '),
  })
}
