import { violationsOf } from '../../../dashboards/quicksight/model/check.ts'
import { type Member, serviceModel, shapeNamed } from '../../../dashboards/quicksight/model/model.ts'

/** What an operation is given: by the service's model, but for what it does not say. */
// biome-ignore lint/suspicious/noExplicitAny: checked against the model before anybody looks into it.
export type Input = any

interface Route {
  readonly operation: string
  readonly method: string
  readonly pattern: RegExp
  readonly members: Readonly<Record<string, Member>>
}

/** Members in braces match anything without a slash; ARNs of resources have slashes in them, encoded. */
const routes: readonly Route[] = Object.entries(serviceModel.operations).map(
  ([operation, { method, uri, input }]) => ({
    operation,
    method,
    pattern: new RegExp(`^${uri.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    members: shapeNamed(input).members ?? {},
  }),
)

const typed = (shape: string, text: string): unknown => {
  const { type } = shapeNamed(shape)
  if (type === 'integer' || type === 'long' || type === 'double') return Number(text)
  return type === 'boolean' ? text === 'true' : text
}

/** A request of HTTP as the operation that it asks for, and what it is given; undefined for what is none. */
export function operationOf(
  method: string,
  url: string,
  body: string,
): { operation: string; input: Input } | undefined {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(pathname) : undefined
    if (!match) continue
    const input: Record<string, unknown> = body === '' ? {} : JSON.parse(body)
    for (const [name, { shape, location, locationName = name }] of Object.entries(route.members)) {
      const inPath = match.groups?.[locationName]
      if (location === 'uri' && inPath !== undefined) input[name] = typed(shape, decodeURIComponent(inPath))
      if (location !== 'querystring' || !searchParams.has(locationName)) continue
      const isList = shapeNamed(shape).type === 'list'
      input[name] = isList
        ? searchParams.getAll(locationName)
        : typed(shape, searchParams.get(locationName) as string)
    }
    return { operation: route.operation, input }
  }
  return undefined
}

/** What the model refuses of an input, as the service would say it; undefined for nothing. */
export function refusalOf(operation: string, input: Input): string | undefined {
  const [first, ...rest] = violationsOf(operation, input)
  return (
    first &&
    `${first.path}: ${first.what}: ${first.value}${rest.length > 0 ? `, and ${rest.length} more` : ''}`
  )
}
