import { shown, type Violation } from '../model/check.ts'

/** Makes what a rule found. */
export const found = (path: string, what: string, value: unknown, allowed: string): Violation => ({
  ...{ path, what, value: shown(value), allowed },
})

/** A thing with a name, and where it is. */
export interface Named {
  readonly name: string
  readonly path: string
}

/** What is named as something before it. */
export function* doubles(what: string, all: readonly Named[]): Generator<Violation> {
  const first = new Map<string, string>()
  for (const { name, path } of all) {
    const before = first.get(name)
    if (before === undefined) first.set(name, path)
    else yield found(path, `${what} is there twice`, name, `another one: ${before} has it`)
  }
}

/** What is allowed, as a text; `none` for nothing. */
export const oneOf = (names: Iterable<string>): string => [...names].join(', ') || 'none, for there are none'
