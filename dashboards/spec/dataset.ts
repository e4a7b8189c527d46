import type { ContactAttribute } from '../../sql/contact-attribute.ts'
import type { ColumnOf, Condition, ConditionOn } from '../../sql/metrics/condition.ts'
import type { MetricSpecs, Unit } from '../../sql/metrics/metric.ts'
import type { Grouping, Subject } from '../../sql/metrics/subject.ts'
import type { View, ViewColumns } from '../../sql/view.ts'

/** Rows whose values nobody tells apart: they are one value of this name. */
export interface Merged<W extends Condition = Condition> {
  readonly rows: W
  readonly as: string
}

/** Values that are codes, each with the words that people read for it; in no order, and not all that there can be. */
export type Codes = readonly (readonly [code: string, words: string])[]

/** A column that rows are grouped or filtered by. */
export interface DimensionSpec<W extends Condition = Condition, C extends string = string> {
  readonly label: string
  /** How people read the absence of a value: `No queue`. */
  readonly none: string
  /** Values keep one colour wherever they are shown: as values of this column, or of that which has the same ones. */
  readonly coloured?: true | C
  readonly merged?: Merged<W>
  /** All values that there can be, in their order, each as people read it: weekdays, hours. Axes show them all. */
  readonly values?: readonly (readonly [value: string | number, label: string])[]
  /** How people read the codes among the values. Addresses, files and `why` keep the codes. */
  readonly codes?: Codes
}

/** A dimension, found by its name: the name of the column. */
export interface Dimension {
  readonly name: string
  readonly label: string
  readonly none: string
  /** The column whose values have the colours of its own; undefined where they are not kept. */
  readonly coloured: string | undefined
  readonly merged: Merged | undefined
  readonly type: ViewColumns[string]['type']
  readonly values: DimensionSpec['values']
  readonly codes: DimensionSpec['codes']
  /** Personal data: left out of what is handed on, and of what is shown to those who may not see it. */
  readonly pii: boolean
}

/** What is declared of values: all of them in an order, or words for some. */
interface Declared {
  readonly values?: DimensionSpec['values'] | undefined
  readonly codes?: Codes | undefined
}

/** How people read a value that is declared; undefined for one that is not, which stands as it is. */
export const wordsFor = ({ values = [], codes = [] }: Declared, value: string | number): string | undefined =>
  [...values, ...codes].find(([each]) => String(each) === String(value))?.[1]

/** Whether a dimension has an order of its own. */
export const isOrdered = ({ type, values }: Dimension): boolean =>
  type === 'date' || type === 'timestamp' || values !== undefined

/** A column whose single values are shown, or filtered by: in a histogram, in a range. */
export interface NumberSpec {
  readonly label: string
  readonly unit: Unit
}

/** A column of numbers, found by its name. */
export interface NumberColumn extends NumberSpec {
  readonly name: string
}

/**
 * What visuals show: a subject of the metric catalogue, with its columns in the words of readers. What a visual, a
 * filter or another target names is looked up here.
 */
export interface Dataset<
  C extends ViewColumns = ViewColumns,
  D extends Readonly<Record<string, DimensionSpec>> = Readonly<Record<string, DimensionSpec>>,
  M = MetricSpecs,
  N extends Readonly<Record<string, NumberSpec>> = Readonly<Record<string, NumberSpec>>,
> {
  /** Kept for ever: targets find what they deployed by it. */
  readonly name: string
  readonly subject: Subject
  readonly view: View<C>
  /** The column that holds the day of a row: dashboards show the rows of some days. */
  readonly day: string
  /** Only rows that fulfil all of these are counted, in every visual. */
  readonly where: readonly Condition[]
  /** The catalogue's names of what metrics are made by, and their columns: dimensions are named by these. */
  readonly groupings: Readonly<Record<string, Grouping>>
  readonly metrics: M
  readonly dimensions: D
  readonly numbers: N
  /** Contact attributes that rows have beside the columns of the view, by the names of their columns. */
  readonly attributes: Readonly<Record<string, ContactAttribute>>
  /** What its rows tell is of now: a target that could keep a copy asks for them at each look, unless it is told otherwise. */
  readonly is_of_now: boolean
}

/** A view that has the columns of another one, and maybe more. */
type Having<C extends ViewColumns> = {
  readonly [K in keyof C]: { readonly type: C[K]['type'] }
} & ViewColumns

/**
 * Declares a data set: the metrics of a subject, over its own view or over one that has the same rows with more columns.
 * A column that the view does not have does not compile.
 */
export const dataset = <
  S extends ViewColumns,
  M,
  C extends Having<S>,
  const D extends {
    readonly [K in keyof D]: K extends ColumnOf<C> ? DimensionSpec<ConditionOn<C>, ColumnOf<C>> : never
  },
  const N extends {
    readonly [K in keyof N]: K extends ColumnOf<C, 'bigint' | 'double'> ? NumberSpec : never
  } = Record<never, never>,
>(
  subject: Subject<S, M>,
  view: View<C>,
  parts: {
    readonly name: string
    readonly day: ColumnOf<C, 'date'>
    readonly dimensions: D
    readonly numbers?: N
    readonly is_of_now?: true
  },
): Dataset<C, D, M, N> => ({
  name: parts.name,
  subject: subject as unknown as Subject,
  view,
  day: parts.day,
  where: subject.where.map(({ condition }) => condition),
  groupings: subject.groupings,
  metrics: subject.metrics,
  dimensions: parts.dimensions,
  numbers: parts.numbers ?? ({} as N),
  attributes: {},
  is_of_now: parts.is_of_now ?? false,
})
