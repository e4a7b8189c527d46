import type { Dataset, Dimension, NumberColumn } from '../spec/dataset.ts'
import type { Measure, RatioMeasure, SumMeasure } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Caption, SheetPlace } from '../spec/visual.ts'
import type { VisualKind, Vocabulary, Wells } from '../spec/wells.ts'

/** What stands in the wells once every name was looked up. */
export interface Resolved extends Vocabulary {
  readonly day: Dimension
  readonly dimension: Dimension
  readonly ordered: Dimension
  readonly measure: Measure
  readonly sum: SumMeasure
  readonly percent: RatioMeasure
  readonly number: NumberColumn
  readonly parameter: Parameter
}

/** The wells that a spec may leave out, and that are filled once it is normalised. */
interface Defaults {
  readonly bar: 'arrangement' | 'orientation' | 'tooltip' | 'drill'
  readonly pie: 'drill'
  readonly table: 'totals' | 'formats' | 'links'
  readonly pivot: 'subtotals' | 'formats'
  readonly kpi: 'formats'
  readonly tree_map: 'drill'
}

type Filled<W, N> = W & { readonly [K in keyof W & N]-?: NonNullable<W[K]> }

/** The wells of a visual, with what they stand for. */
export type ResolvedWells = {
  readonly [K in VisualKind]: K extends keyof Defaults
    ? Filled<Wells<Resolved>[K], Defaults[K]>
    : Wells<Resolved>[K]
}

/** What a visual says of itself; `opens` is undefined where it leads nowhere, `none` where nothing is said of it. */
export type ResolvedCaption = Required<Omit<Caption, 'opens' | 'none'>> & {
  readonly opens: SheetPlace | undefined
  readonly none: string | undefined
}

/** A visual in which nothing is left to be looked up or to be doubted. */
export type Visual<K extends VisualKind = VisualKind> = {
  readonly [P in K]: { readonly kind: P; readonly data: Dataset } & ResolvedCaption & ResolvedWells[P]
}[K]
