import type { View, ViewColumns } from '../../sql/view.ts'
import type { ColumnOf, Condition, ConditionOn } from './condition.ts'
import type { AdditiveOn, RatioSpec, SumSpec } from './measure.ts'

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
 * A view, and what is measured in it: declared once, used by every visual. What a visual, a filter or another target
 * names is looked up here.
 */
export interface Dataset<
  C extends ViewColumns = ViewColumns,
  D extends Readonly<Record<string, DimensionSpec>> = Readonly<Record<string, DimensionSpec>>,
  S extends Readonly<Record<string, SumSpec>> = Readonly<Record<string, SumSpec>>,
  R extends Readonly<Record<string, RatioSpec>> = Readonly<Record<string, RatioSpec>>,
> {
  readonly view: View<C>
  /** Only rows that fulfil all of these are counted, in every visual. */
  readonly where: readonly Condition[]
  readonly dimensions: D
  readonly sums: S
  readonly ratios: R
}

/** Declares a data set over a view. A column that the view does not have does not compile. */
export const dataset = <
  C extends ViewColumns,
  const D extends { readonly [K in keyof D]: K extends ColumnOf<C> ? DimensionSpec<ConditionOn<C>> : never },
  const S extends Readonly<Record<string, SumSpec<AdditiveOn<C>>>>,
  const R extends Readonly<Record<string, RatioSpec<keyof S & string, keyof D & string>>>,
>(
  view: View<C>,
  parts: {
    readonly where: readonly ConditionOn<C>[]
    readonly dimensions: D
    readonly sums: S
    readonly ratios: R
  },
): Dataset<C, D, S, R> => ({ view, ...parts })
