import type { Dimension } from '../../../dashboards/spec/dataset.ts'
import type { Value } from '../contact-table.ts'

/** Sums of doubles depend on the order in which they were made. */
export const rounded = (value: Value): Value =>
  typeof value === 'number' ? Number(value.toPrecision(12)) : value

/** A value of the page in the words in which QuickSight has it. */
export function inWords(value: Value, dimension: Dimension | undefined): Value {
  if (!dimension || dimension.type === 'date' || dimension.type === 'timestamp') return rounded(value)
  if (value === null) return dimension.none
  const declared = [...(dimension.values ?? []), ...(dimension.codes ?? [])]
  const [, label] = declared.find(([each]) => each === value) ?? []
  return label ?? String(value)
}

const isDimension = (value: unknown): value is Dimension =>
  typeof value === 'object' && value !== null && 'none' in value && 'merged' in value

/** Every dimension that stands in wells. */
export function dimensionsOf(value: unknown): readonly Dimension[] {
  if (typeof value !== 'object' || value === null) return []
  return isDimension(value) ? [value] : Object.values(value).flatMap(dimensionsOf)
}
