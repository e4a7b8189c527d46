import type { ColumnOf, Condition, ConditionOn } from '../../sql/metrics/condition.ts'
import type { MetricSpecs } from '../../sql/metrics/metric.ts'
import type { Grouping, Subject } from '../../sql/metrics/subject.ts'
import type { View, ViewColumns } from '../../sql/view.ts'

/** Rows whose values nobody tells apart: they are one value of this name. */
export interface Merged<W extends Condition = Condition> {
  readonly rows: W
  readonly as: string
}

/** A column that rows are grouped or filtered by. */
export interface DimensionSpec<W extends Condition = Condition> {
  readonly label: string
  /** How people read the absence of a value: `No queue`. */
  readonly none: string
  /** Values keep one colour wherever they are shown. */
  readonly coloured?: true
  readonly merged?: Merged<W>
}

/** A dimension, found by its name: the name of the column. */
export interface Dimension {
  readonly name: string
  readonly label: string
  readonly none: string
  readonly coloured: boolean
  readonly merged: Merged | undefined
  readonly type: ViewColumns[string]['type']
}

/**
 * What visuals show: a subject of the metric catalogue, with its columns in the words of readers. What a visual, a
 * filter or another target names is looked up here.
 */
export interface Dataset<
  C extends ViewColumns = ViewColumns,
  D extends Readonly<Record<string, DimensionSpec>> = Readonly<Record<string, DimensionSpec>>,
  M = MetricSpecs,
> {
  readonly view: View<C>
  /** Only rows that fulfil all of these are counted, in every visual. */
  readonly where: readonly Condition[]
  /** The catalogue's names of what metrics are made by, and their columns: dimensions are named by these. */
  readonly groupings: Readonly<Record<string, Grouping>>
  readonly metrics: M
  readonly dimensions: D
}

/** Declares a data set over a subject. A column that its view does not have does not compile. */
export const dataset = <
  C extends ViewColumns,
  M,
  const D extends { readonly [K in keyof D]: K extends ColumnOf<C> ? DimensionSpec<ConditionOn<C>> : never },
>(
  { view, where, groupings, metrics }: Subject<C, M>,
  dimensions: D,
): Dataset<C, D, M> => ({
  view,
  where: where.map(({ condition }) => condition),
  groupings,
  metrics,
  dimensions,
})
