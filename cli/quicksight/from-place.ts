import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import { type Request, requestName } from '../../dashboards/quicksight/request.ts'
import { WrongUse } from '../wrong-use.ts'

/** Members of requests that are ids of assets, with the prefix of their place before them. */
const IDS = [
  ...['FolderId', 'DataSourceId', 'DataSetId', 'ThemeId', 'AnalysisId', 'DashboardId', 'MemberId'],
] as const
const ARN = /^arn:[\w-]+:quicksight:([\w-]+):(\d*):([a-z]+)\/(.+)$/
const PEOPLE = ['user', 'group', 'namespace']

/** All texts of a request, wherever they stand. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* textsIn(each)
}

/** Where an ARN leads elsewhere: what it has, and what it would have here. */
function elsewhere(arn: string, place: QuickSightPlace): readonly [found: string, here: string] | undefined {
  const [, region, account, kind = '', name = ''] = ARN.exec(arn) ?? []
  if (region === undefined) return undefined
  const isOfPeople = PEOPLE.includes(kind)
  const [regionHere, start] = isOfPeople
    ? [place.identity_region, kind === 'namespace' ? place.namespace : `${place.namespace}/`]
    : [place.region, place.prefix]
  if (region !== regionHere) return [`region ${region}`, regionHere]
  if (account !== place.account_id) return [`account ${account}`, place.account_id]
  if (name.startsWith(start)) return undefined
  return isOfPeople ? [`namespace of ${name}`, place.namespace] : [`id ${name}`, `${start}…`]
}

function elsewhereOf(
  each: Request,
  place: QuickSightPlace,
): readonly [found: string, here: string] | undefined {
  const input = each.input as unknown as Readonly<Record<string, unknown>>
  if (input.AwsAccountId !== place.account_id) return [`account ${input.AwsAccountId}`, place.account_id]
  if (input.Namespace !== undefined && input.Namespace !== place.namespace)
    return [`namespace ${input.Namespace}`, place.namespace]
  // What belongs to two assets has the own ids of both in its name: contacts.daily, everybody.overview.
  const named = [each.id, ...(each.id.match(/[^.]+/g) ?? [])].map(id => `${place.prefix}${id}`)
  for (const member of IDS) {
    const id = input[member]
    if (typeof id === 'string' && !named.includes(id))
      return [`${member} ${id}`, `${place.prefix}<the id in the name of the file>`]
  }
  for (const text of textsIn(input)) {
    const found = elsewhere(text, place)
    if (found) return found
  }
  return undefined
}

/**
 * Throws for requests of a folder that were compiled for another place: another account, region, identity region, namespace or
 * prefix, of the asset itself or of any that it names. Two environments of an account differ by the prefix alone.
 */
export function checkFromPlace(wanted: readonly Request[], place: QuickSightPlace, from: string): void {
  for (const each of wanted) {
    const found = elsewhereOf(each, place)
    if (!found) continue
    const [value, allowed] = found
    throw new WrongUse({
      what: `${requestName(each)} was compiled for another place`,
      value: `${value}, in ${from}`,
      allowed,
      remedy:
        'name that place with --account, --region, --identity-region, --namespace and --prefix, or compile for this one',
    })
  }
}
