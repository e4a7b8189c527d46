/** A value in a place: `Definition.Sheets[0].Name`. */
export interface Difference {
  readonly path: string
  readonly wanted: unknown
  readonly shown: unknown
}

/** Said once, when an asset is made or changed; not part of what it is. */
const UNCOMPARED = new Set([
  'AwsAccountId',
  'Tags',
  'Permissions',
  'VersionDescription',
  'ValidationStrategy',
  'FolderArns',
  // Never given back.
  'Credentials',
])

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** Nothing, in whatever way it is written: QuickSight gives back no empty lists, or empty ones where none were given. */
export const isNothing = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isNothing))

function* within(wanted: unknown, shown: unknown, path: string): Generator<Difference> {
  if (wanted === undefined || (isNothing(wanted) && isNothing(shown))) return
  if (isObject(wanted)) {
    if (!isObject(shown)) return yield { path, wanted, shown }
    for (const [name, each] of Object.entries(wanted))
      yield* within(each, shown[name], path === '' ? name : `${path}.${name}`)
  } else if (Array.isArray(wanted)) {
    if (!Array.isArray(shown) || shown.length !== wanted.length) return yield { path, wanted, shown }
    for (const [i, each] of wanted.entries()) yield* within(each, shown[i], `${path}[${i}]`)
  } else if (
    wanted instanceof Date ? wanted.getTime() !== (shown as Date | undefined)?.getTime() : wanted !== shown
  )
    yield { path, wanted, shown }
}

/**
 * Where what is there is not what is wanted. What is there and was not asked for is no difference: QuickSight fills in
 * what was left open.
 */
export const differencesOf = (
  wanted: object,
  shown: Readonly<Record<string, unknown>>,
): readonly Difference[] =>
  Object.entries(wanted)
    .filter(([name]) => !UNCOMPARED.has(name))
    .flatMap(([name, each]) => [...within(each, shown[name], name)])
