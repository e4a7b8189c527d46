import type { Measure, Unit } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Fault } from './fault.ts'

/** Throws where a measure is grouped by what it is not made by. */
export function checkGroups(groups: readonly string[], measures: readonly Measure[], fault: Fault): void {
  for (const measure of measures)
    for (const group of groups) {
      const why = measure.not_by?.[group]
      if (why === undefined) continue
      throw fault(
        `the measure ${measure.name} cannot be split by this dimension`,
        group,
        'any other dimension',
        `show another measure by it: ${why}`,
      )
    }
}

/** Throws where what shares an axis has more than one unit. */
export function checkUnits(all: readonly { readonly unit: Unit }[], fault: Fault): void {
  const units = [...new Set(all.map(({ unit }) => unit))]
  if (units.length > 1)
    throw fault('measures of different units on one axis', units.join(', '), 'one unit', 'make two visuals')
}

/** Throws where what is put on top of each other, as parts of a whole, is no sum. */
export function checkSums(names: readonly string[], find: { readonly sum: (name: string) => unknown }): void {
  for (const name of names) find.sum(name)
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

/** Throws for a word that is none of those allowed. */
export function checkMember(what: string, value: string, allowed: readonly string[], fault: Fault): void {
  if (!allowed.includes(value)) throw fault(`there is no such ${what}`, value, allowed, 'name one of these')
}
