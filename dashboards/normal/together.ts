import { SpecError, SpecErrors } from './fault.ts'

/** What is wrong, as single faults; anything else that was thrown is thrown on. */
function faultsOf(error: unknown): readonly SpecError[] {
  if (error instanceof SpecErrors) return error.faults
  if (error instanceof SpecError) return [error]
  throw error
}

const keyOf = ({ what, value }: SpecError): string => JSON.stringify([what, value])

/**
 * Does all of these, and tells at once what is wrong with any. A check looks up for itself what it needs: where that
 * fails, it fails as the look-up itself does, which is told once. So a fault that only follows from another is not told.
 * @throws SpecError for one fault, SpecErrors for several
 */
export function together<T>(parts: readonly (() => T)[]): readonly T[] {
  const made: T[] = []
  const faults = new Map<string, SpecError>()
  for (const part of parts)
    try {
      made.push(part())
    } catch (error) {
      for (const fault of faultsOf(error)) if (!faults.has(keyOf(fault))) faults.set(keyOf(fault), fault)
    }
  const [first, ...others] = faults.values()
  if (first) throw others.length === 0 ? first : new SpecErrors([first, ...others])
  return made
}

/** The same of each of a list. */
export const eachOf = <T, R>(list: readonly T[], make: (each: T, i: number) => R): readonly R[] =>
  together(list.map((each, i) => () => make(each, i)))

type Made<P> = { readonly [K in keyof P]: NonNullable<P[K]> extends () => infer R ? R : never }

/** The same of parts that have names, and of checks besides. */
export function made<const P extends Readonly<Record<string, () => unknown>>>(
  parts: P,
  ...checks: readonly (() => unknown)[]
): Made<P> {
  const named = Object.entries(parts)
  const all = together([...named.map(([, part]) => part), ...checks])
  return Object.fromEntries(named.map(([name], i) => [name, all[i]])) as Made<P>
}
