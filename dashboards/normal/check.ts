import type { Measure, Unit } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Fault } from './fault.ts'
import { eachOf } from './together.ts'

/** Throws where a measure is grouped by what it is not made by. */
export function checkGroups(groups: readonly string[], measure: Measure, fault: Fault): void {
  eachOf(groups, group => {
    const why = measure.not_by?.[group]
    if (why === undefined) return
    throw fault(
      `the measure ${measure.name} cannot be split by this dimension`,
      group,
      'any other dimension',
      `show another measure by it: ${why}`,
    )
  })
}

/** Throws where what shares an axis has more than one unit. */
export function checkUnits(all: readonly { readonly unit: Unit }[], fault: Fault): void {
  const units = [...new Set(all.map(({ unit }) => unit))]
  if (units.length > 1)
    throw fault('measures of different units on one axis', units.join(', '), 'one unit', 'make two visuals')
}

/** Throws where a parameter that a measure is compared with is in another unit. */
export function checkLimit(measure: Measure, limit: Parameter, fault: Fault): void {
  if (limit.unit === measure.unit) return
  throw fault(
    'the limit is in another unit than the measure',
    `${limit.name} in ${limit.unit}, ${measure.name} in ${measure.unit}`,
    `a number, or a parameter in ${measure.unit}`,
    'name another parameter, or a format of another measure',
  )
}

/** A word, if it is one of those allowed. */
export function checkMember<T extends string>(
  what: string,
  value: T,
  allowed: readonly string[],
  fault: Fault,
): T {
  if (allowed.includes(value)) return value
  throw fault(`there is no such ${what}`, value, allowed, 'name one of these')
}
