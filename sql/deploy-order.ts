/** A view by its name, and what it reads. */
interface Reading {
  readonly name: string
  readonly sql: string
}

/** Whether a text reads a view by its name, with that of its database before it or without, in quotes or not. */
export const readsView = (sql: string, name: string): boolean =>
  new RegExp(`\\b(from|join)\\s+("?\\w+"?\\.){0,2}"?${name}\\b`, 'i').test(sql)

/** Things in an order in which each comes after those it reads, as far as they are among the candidates. */
function afterWhatTheyRead<T>(
  things: readonly T[],
  candidates: readonly T[],
  of: (thing: T) => Reading,
): readonly T[] {
  const reads = (thing: T): readonly T[] =>
    candidates.filter(other => other !== thing && readsView(of(thing).sql, of(other).name))
  const ordered = new Set<T>()
  const visit = (thing: T, above: readonly T[]): void => {
    if (above.includes(thing))
      throw new Error(`views read each other: ${[...above, thing].map(each => of(each).name).join(' → ')}`)
    if (ordered.has(thing)) return
    for (const other of reads(thing)) visit(other, [...above, thing])
    ordered.add(thing)
  }
  for (const thing of things) visit(thing, [])
  return [...ordered]
}

/** Deployed views in an order in which each comes after those it reads. */
export const inOrderOfUse = <V extends Reading>(views: readonly V[]): readonly V[] =>
  afterWhatTheyRead(views, views, view => view)

/** What is to be done, as far as its order goes. */
interface Ordered {
  readonly action: string
  readonly view: Reading
}

/**
 * Steps in the order in which they can be taken: what is new after what it reads, and what is switched last, but for
 * what something new reads, which may need the new columns. What stays as it is comes first.
 */
export function inOrderOfSteps<S extends Ordered>(steps: readonly S[]): readonly S[] {
  const [stays, moves] = [steps.filter(isKept), steps.filter(step => !isKept(step))]
  const [switched, made] = [moves.filter(isSwitch), moves.filter(step => !isSwitch(step))]
  return [...stays, ...afterWhatTheyRead([...made, ...switched], moves, ({ view }) => view)]
}
const isKept = ({ action }: Ordered): boolean => action === 'keep'
const isSwitch = ({ action }: Ordered): boolean => action === 'switch'
