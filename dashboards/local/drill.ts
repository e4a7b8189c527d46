import type { Visual } from '../normal/visual.ts'
import type { Dimension } from '../spec/dataset.ts'
import { dimensionField } from './field.ts'
import type { PageVisual } from './model.ts'

/** The values that were picked on the way down, from the first level on; null where rows have none. */
export type Path = readonly (string | null)[]

/** A visual as far as going down is concerned. */
export interface Drillable {
  readonly id: string
  readonly category?: Dimension
  readonly group?: Dimension
  readonly drill?: readonly Dimension[]
}

/** The dimensions that a visual goes down by, its own first; none where it does not. */
export function levelsOf({ category, group, drill = [] }: Drillable): readonly Dimension[] {
  const first = category ?? group
  return first && drill.length > 0 ? [first, ...drill] : []
}

/** The visual as it shows a level below: that of the values that were picked. */
export function drilled<V extends Visual | PageVisual>(visual: V, path: Path): V {
  const levels = levelsOf(visual as Drillable)
  const [first, level] = [levels[0], levels[path.length]]
  if (!first || !level || first === level) return visual
  const well = 'category' in visual ? 'category' : 'group'
  const fields = 'fields' in visual && {
    fields: visual.fields.map(field => (field.name === first.name ? dimensionField(level) : field)),
  }
  return { ...visual, [well]: level, ...fields }
}
