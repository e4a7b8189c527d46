import type { Dataset, Dimension } from '../spec/dataset.ts'
import type { Measure, RatioMeasure, SumMeasure } from '../spec/measure.ts'
import type { Caption } from '../spec/visual.ts'
import type { Parameter, VisualKind, Vocabulary, Wells } from '../spec/wells.ts'

/** What stands in the wells once every name was looked up. */
export interface Resolved extends Vocabulary {
  readonly day: Dimension
  readonly dimension: Dimension
  readonly measure: Measure
  readonly sum: SumMeasure
  readonly percent: RatioMeasure
  readonly parameter: Parameter
}

/** A visual in which nothing is left to be looked up or to be doubted. */
export type Visual<K extends VisualKind = VisualKind> = {
  readonly [P in K]: { readonly kind: P; readonly data: Dataset } & Required<Caption> & Wells<Resolved>[P]
}[K]
