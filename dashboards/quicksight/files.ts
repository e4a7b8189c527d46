import { LakeError } from '../../schema/error.ts'
import { inOrderOfDependency, type Operation, operations, type Request, requestName } from './request.ts'

/** A request as a file, such as `CreateDashboard.overview.json`. */
export interface RequestFile {
  readonly name: string
  readonly text: string
}

/**
 * Requests as files, one each, in the order in which they can be sent: each the input of its operation, so that the AWS
 * command line takes it, too: `aws quicksight create-dashboard --cli-input-json file://CreateDashboard.overview.json`.
 * The same requests make the same bytes.
 */
export const filesOf = (requests: readonly Request[]): readonly RequestFile[] =>
  inOrderOfDependency(requests).map(each => ({
    name: `${requestName(each)}.json`,
    text: `${JSON.stringify(each.input, undefined, 2)}\n`,
  }))

/** Ids of assets, and names of groups, which may have more signs. */
const FILE = /^([A-Z][A-Za-z]+)\.([\w.@+-]+)\.json$/

/** In all requests the only value that is no JSON. */
const revived = (key: string, value: unknown): unknown =>
  key === 'StartAfterDateTime' && typeof value === 'string' ? new Date(value) : value

/**
 * The requests that files hold, in the order in which they can be sent. Files of other endings are not looked at.
 * @throws LakeError for a name that no request has, and for what is no JSON. What is in it is for the model to judge.
 */
export function requestsOf(files: readonly RequestFile[]): readonly Request[] {
  const found = files.flatMap(({ name, text }): readonly Request[] => {
    if (!name.endsWith('.json')) return []
    const [, operation, id] = FILE.exec(name) ?? []
    if (id === undefined || !operations.includes(operation as Operation))
      throw new LakeError({
        what: 'a file has not the name of a request',
        value: name,
        allowed: `<operation>.<id>.json, the operation one of ${operations.join(', ')}`,
        remedy:
          'take it away, or make the folder anew with: connect-lake dashboards compile --target quicksight',
      })
    try {
      return [{ operation, id, input: JSON.parse(text, revived) } as Request]
    } catch (cause) {
      throw new LakeError({
        what: 'a request is no JSON',
        value: `${name}: ${(cause as Error).message}`,
        allowed: 'JSON, as dashboards compile writes it',
        remedy:
          'mend the file, or make the folder anew with: connect-lake dashboards compile --target quicksight',
        cause,
      })
    }
  })
  return inOrderOfDependency(found)
}
