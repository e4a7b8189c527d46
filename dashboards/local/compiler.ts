import type { Visual } from '../normal/visual.ts'
import type { VisualKind } from '../spec/wells.ts'
import type { Field } from './field.ts'
import type { Query } from './query.ts'
import type { VisualScope } from './scope.ts'

/** How a kind of visual is compiled for the local page. */
export interface Compiler<K extends VisualKind> {
  /** The columns of its result that people see. */
  fields(visual: Visual<K>): readonly Field[]
  /** What it asks the engine. `all`: every category, not only the first ones. */
  query(visual: Visual<K>, scope: VisualScope, all: boolean): Query
}
