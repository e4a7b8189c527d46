import { LakeError } from '../../schema/error.ts'
import { nearest } from './nearest.ts'

/**
 * Makes the error for what is wrong with one visual or filter, which it names.
 * @param allowed names are told with those first that are most like the value
 */
export type Fault = (
  what: string,
  value: string,
  allowed: string | readonly string[],
  remedy: string,
) => LakeError

/** Something that a spec declares, by its id, or by its name where it has no id. */
export interface Declared {
  readonly kind: 'dashboard' | 'sheet' | 'visual' | 'filter' | 'parameter'
  readonly id: string
}

/** What is wrong with a spec. */
export class SpecError extends LakeError {
  /** What it is wrong with, and what that stands in: the innermost first. */
  readonly declared: readonly Declared[]

  constructor(parts: ConstructorParameters<typeof LakeError>[0], declared: readonly Declared[]) {
    super(parts)
    this.declared = declared
  }
}

/** Several things that are wrong with specs, none of which follows from another. */
export class SpecErrors<E extends LakeError = SpecError> extends LakeError {
  readonly faults: readonly E[]

  constructor(faults: readonly E[]) {
    super({ what: `${faults.length} faults in the specs of the dashboards`, remedy: 'mend each of them' })
    this.faults = faults
  }

  /** One paragraph each, and at the end how many. */
  override lines(): readonly string[] {
    return [...this.faults.flatMap(fault => [...fault.lines(), '']), this.what]
  }
}

/** Names as they are told, and what to do about a value that is none of them. */
function told(value: string, names: readonly string[], remedy: string): { allowed: string; remedy: string } {
  const near = typeof value === 'string' ? nearest(value, names) : []
  const rest = names.filter(name => !near.includes(name))
  return {
    allowed: names.length === 0 ? 'none' : [...near, ...rest].join(', '),
    remedy: near.length === 0 ? remedy : `did you mean ${near.join(', or ')}? ${remedy}`,
  }
}

/**
 * Faults of something.
 * @param place its words, such as `sheet load of dashboard queues`
 * @param declared what is declared of it
 */
export const faultOf =
  (place: string, declared: readonly Declared[] = []): Fault =>
  (what, value, allowed, remedy) =>
    new SpecError(
      {
        ...{ what: `${place}: ${what}`, value },
        ...(typeof allowed === 'string' ? { allowed, remedy } : told(value, allowed, remedy)),
      },
      declared,
    )
