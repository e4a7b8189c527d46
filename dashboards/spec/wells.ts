import type { MaxSpec, NameOf, RatioSpec, SumSpec } from '../../sql/metrics/metric.ts'
import type { Dataset } from './dataset.ts'
import type { Parameter } from './parameter.ts'

/** What stands in the wells of a visual: names in a spec, the things themselves once it is normalised. */
export interface Vocabulary {
  /** A dimension that is a day. */
  readonly day: unknown
  readonly dimension: unknown
  /** A dimension with an order of its own: a day, a moment, or one that declares its values. */
  readonly ordered: unknown
  readonly measure: unknown
  /** A measure that is a sum: the only kind that parts of a whole are made of. */
  readonly sum: unknown
  /** A measure in percent: the only kind that has a scale from 0 to 100. */
  readonly percent: unknown
  /** A column whose single values are looked at. */
  readonly number: unknown
  readonly parameter: unknown
}

/** The part of the whole, in percent: of all groups that a table shows or leaves out. */
export interface Share<S> {
  readonly kind: 'share'
  readonly of: S
}

/** The share of the whole of a sum. */
export const share = <const S>(of: S): Share<S> => ({ kind: 'share', of })

/** The categories that are shown: so many of those that have most. */
export interface Top<V extends Vocabulary> {
  readonly count: number
  readonly by: V['sum']
}

/** How a value is marked where it is beyond a limit; only for measures that have a target. */
export interface Format<V extends Vocabulary> {
  readonly of: V['measure']
  readonly when: 'below' | 'above'
  readonly limit: number | V['parameter']
  readonly tone: 'good' | 'bad' | 'warning'
}

/** Where a click on a value of a table leads: `{}` stands for the value, encoded for an address. */
export interface Link<V extends Vocabulary> {
  readonly of: V['dimension']
  /** An address that begins with https://. */
  readonly to: string
  readonly title: string
}

/**
 * The visuals there are, each with its wells; QuickSight's words. Every compiler is a record keyed by this: a visual
 * that one of them does not know does not compile.
 */
export interface Wells<V extends Vocabulary = Vocabulary> {
  /** One number; how it went by day, and how it compares with the equal period before, or with its target. */
  readonly kpi: {
    readonly value: V['measure']
    readonly trend?: V['day']
    readonly target?: V['parameter']
    readonly formats?: readonly Format<V>[]
  }
  /** One share against its target. */
  readonly gauge: { readonly value: V['percent']; readonly target: V['parameter'] }
  /** Measures of one unit along an axis, or one measure with a line for each of the largest colours. */
  readonly line: {
    readonly category: V['ordered']
    readonly values: readonly V['measure'][]
    readonly colors?: { readonly by: V['dimension']; readonly top: Top<V> }
    readonly target?: V['parameter']
    /**
     * How long after its time a point can still change, where that is longer than until all of it has arrived: dashed on the page,
     * as what has not arrived is. The subtitle says so for each target.
     */
    readonly settles_after_s?: number
  }
  /**
   * Measures of one unit by category. Categories without an order of their own are sorted by the first value, and are
   * the `top.count` that have most of `top.by`; an ordered one shows them all.
   */
  readonly bar: {
    readonly category: V['dimension']
    readonly values: readonly V['measure'][]
    /** Splits the one value, a sum, into parts. */
    readonly colors?: V['dimension']
    readonly arrangement?: 'clustered' | 'stacked' | 'stacked_100'
    readonly orientation?: 'horizontal' | 'vertical'
    /** Shown with the exact value. */
    readonly tooltip?: readonly V['measure'][]
    readonly top?: Top<V>
    /** Bars made of fewer are too few to be compared: muted on the page; the subtitle of each target says what holds there. */
    readonly minimum?: { readonly of: V['sum']; readonly count: number }
    /** What a click on a bar goes down to. */
    readonly drill?: readonly V['dimension'][]
  }
  /** Bars and lines over one axis, each with a unit and a scale of its own. */
  readonly combo: {
    readonly category: V['ordered']
    readonly bars: readonly V['measure'][]
    readonly lines: readonly V['measure'][]
  }
  /** A whole in its largest parts; the remaining ones are one part. */
  readonly pie: {
    readonly category: V['dimension']
    readonly value: V['sum']
    readonly parts: number
    readonly drill?: readonly V['dimension'][]
  }
  /** Groups as rows, those with most of the first value first. */
  readonly table: {
    readonly group_by: readonly V['dimension'][]
    readonly values: readonly (V['measure'] | Share<V['sum']>)[]
    readonly limit: number
    /** A last line for all groups, also those beyond the limit. */
    readonly totals?: boolean
    readonly formats?: readonly Format<V>[]
    readonly links?: readonly Link<V>[]
  }
  /** Groups as rows and columns, with the values of each row and column as a whole. */
  readonly pivot: {
    readonly rows: readonly V['dimension'][]
    readonly columns: readonly V['dimension'][]
    readonly values: readonly V['measure'][]
    /** A line for each group of the outer rows, too. */
    readonly subtotals?: boolean
    readonly formats?: readonly Format<V>[]
    /** How many of the innermost rows. */
    readonly limit: number
  }
  /** A measure by two dimensions that declare their values; nothing is not 0. */
  readonly heat_map: {
    readonly rows: V['ordered']
    readonly columns: V['ordered']
    readonly value: V['measure']
  }
  /** How many get to each stage: the values of the category, in their order. */
  readonly funnel: { readonly category: V['ordered']; readonly value: V['sum'] }
  /** How many go from where to where; `top` bounds the number of flows. */
  readonly sankey: {
    readonly source: V['dimension']
    readonly destination: V['dimension']
    readonly weight: V['sum']
    readonly top: number
  }
  /** How often which value occurs, in bins of one width; the last bin holds all that are larger. */
  readonly histogram: { readonly value: V['number']; readonly width: number; readonly bins: number }
  /** Smallest and largest value, median and quartiles (nearest rank) by category. */
  readonly box_plot: { readonly category: V['dimension']; readonly value: V['number']; readonly top: Top<V> }
  /** Categories as points. */
  readonly scatter: {
    readonly category: V['dimension']
    readonly x: V['measure']
    readonly y: V['measure']
    readonly size?: V['sum']
    readonly top: Top<V>
  }
  /** A whole as areas, coloured by another measure. */
  readonly tree_map: {
    readonly group: V['dimension']
    readonly size: V['sum']
    readonly color?: V['measure']
    readonly parts: number
    readonly drill?: readonly V['dimension'][]
  }
  /** Words as large as they are frequent. */
  readonly word_cloud: { readonly group: V['dimension']; readonly size: V['sum']; readonly words: number }
  /** Sentences: the value and its change against the period before, its highest day, and who had most and changed most. */
  readonly insight: { readonly value: V['measure']; readonly trend: V['day']; readonly by: V['dimension'] }
}

export type VisualKind = keyof Wells

/** The dimensions of a data set whose columns have the type. */
type DimensionOf<T extends Dataset, Type extends string> = {
  [K in keyof T['dimensions']]: K extends keyof T['view']['columns']
    ? T['view']['columns'][K]['type'] extends Type
      ? K
      : never
    : never
}[keyof T['dimensions']] &
  string

/** The dimensions of a data set that declare their values. */
type DeclaredOf<T extends Dataset> = {
  [K in keyof T['dimensions']]: T['dimensions'][K] extends { readonly values: readonly unknown[] } ? K : never
}[keyof T['dimensions']] &
  string

/** The names that a visual over this data set can use. */
export interface NamesOf<T extends Dataset> extends Vocabulary {
  readonly day: DimensionOf<T, 'date'>
  readonly dimension: keyof T['dimensions'] & string
  readonly ordered: DimensionOf<T, 'date' | 'timestamp'> | DeclaredOf<T>
  readonly measure: NameOf<T['metrics'], SumSpec | RatioSpec | MaxSpec>
  readonly sum: NameOf<T['metrics'], SumSpec>
  readonly percent: NameOf<T['metrics'], RatioSpec & { readonly unit: 'percent' }>
  readonly number: keyof T['numbers'] & string
  readonly parameter: Parameter
}
