import type { NameOf, RatioSpec, SumSpec } from '../../sql/metrics/metric.ts'
import type { Dataset } from './dataset.ts'

/** What stands in the wells of a visual: names in a spec, the things themselves once it is normalised. */
export interface Vocabulary {
  /** A dimension that is a day. */
  readonly day: unknown
  readonly dimension: unknown
  readonly measure: unknown
  /** A measure that is a sum: the only kind that parts of a whole are made of. */
  readonly sum: unknown
  /** A measure in percent: the only kind that has a scale from 0 to 100. */
  readonly percent: unknown
  readonly parameter: unknown
}

/** The part of the whole, in percent: of all groups that a table shows or leaves out. */
export interface Share<S> {
  readonly kind: 'share'
  readonly of: S
}

/** The share of the whole of a sum. */
export const share = <const S>(of: S): Share<S> => ({ kind: 'share', of })

/**
 * The visuals there are, each with its wells; QuickSight's words. Every compiler is a record keyed by this: a visual
 * that one of them does not know does not compile.
 */
export interface Wells<V extends Vocabulary = Vocabulary> {
  /** One number, how it went by day, and how it compares with the equal period before. */
  readonly kpi: { readonly value: V['measure']; readonly trend: V['day'] }
  /** One share against its target. */
  readonly gauge: { readonly value: V['percent']; readonly target: V['parameter'] }
  /** Measures of one unit by day. */
  readonly line: { readonly category: V['day']; readonly values: readonly V['measure'][] }
  /** One measure by category, sorted, for the `top.count` categories that have most of `top.by`. */
  readonly bar: {
    readonly category: V['dimension']
    readonly value: V['measure']
    /** Shown with the exact value. */
    readonly tooltip: readonly V['measure'][]
    readonly top: { readonly count: number; readonly by: V['sum'] }
    /** Bars made of fewer are muted: too few to be compared. */
    readonly minimum?: { readonly of: V['sum']; readonly count: number }
  }
  /** A whole in its largest parts; the remaining ones are one part. */
  readonly pie: { readonly category: V['dimension']; readonly value: V['sum']; readonly parts: number }
  /** Groups as rows, those with most of the first value first. */
  readonly table: {
    readonly group_by: readonly V['dimension'][]
    readonly values: readonly (V['measure'] | Share<V['sum']>)[]
    readonly limit: number
  }
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

/** The names that a visual over this data set can use. */
export interface NamesOf<T extends Dataset> extends Vocabulary {
  readonly day: DimensionOf<T, 'date'>
  readonly dimension: keyof T['dimensions'] & string
  readonly measure: NameOf<T['metrics'], SumSpec | RatioSpec>
  readonly sum: NameOf<T['metrics'], SumSpec>
  readonly percent: NameOf<T['metrics'], RatioSpec & { readonly unit: 'percent' }>
  readonly parameter: Parameter
}

/** A number that the viewer can set, such as a target. */
export interface Parameter {
  readonly name: string
  readonly label: string
  readonly unit: 'percent'
  readonly default: number
  readonly min: number
  readonly max: number
}

/** Declares a parameter. */
export const parameter = (definition: Parameter): Parameter => definition
