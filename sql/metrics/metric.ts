import type { ViewColumns } from '../view.ts'
import type { Additive, AdditiveOn } from './additive.ts'
import type { ColumnOf, Limit } from './condition.ts'

/** What a number counts: things, seconds, bytes, money, parts of a hundred, things by thing, or money by a thousand things. */
export type Unit = 'count' | 's' | 'bytes' | 'usd' | 'percent' | 'number' | 'usd_per_thousand'

/** How many things a ratio of a unit is given for: a quotient is multiplied by it. */
export const perOf = (unit: Unit): 1 | 100 | 1000 =>
  unit === 'percent' ? 100 : unit === 'usd_per_thousand' ? 1000 : 1

/** What stands behind the colon in the name of a metric. */
export interface Parameter {
  /** What it means, with its unit. */
  readonly doc: string
  readonly min: number
  readonly max: number
  /** The values that people ask for. */
  readonly usual: readonly number[]
}

/** What every metric says of itself. An `X` in a text is the parameter. */
interface Described {
  /** As people read it in a title or a legend. */
  readonly label: string
  /** What it means, in words. */
  readonly doc: string
  /** The name that Connect's API has for it; null where Connect has none. */
  readonly connect: string | null
  /** Other readings of the same words, and why this one is the default. */
  readonly readings?: string
  /** Set where the name ends in `:X`. */
  readonly parameter?: Parameter
  /** Groupings by which it is neither split nor filtered, for it would mislead or cannot be made; each with why. */
  readonly not_by?: Readonly<Record<string, string>>
}

/** A metric that is a sum. */
export interface SumSpec<A extends Additive = Additive> extends Described {
  readonly kind: 'sum'
  readonly unit: 'count' | 's' | 'bytes' | 'usd'
  readonly of: A
}

/**
 * A metric that is a ratio of two sums, each named. There is no other way to declare one: at every grain both sums are
 * made anew and divided, so that a ratio cannot be averaged. A denominator of 0 gives NULL.
 */
export interface RatioSpec<S extends string = string> extends Described {
  readonly kind: 'ratio'
  readonly unit: 's' | 'bytes' | 'percent' | 'number' | 'usd_per_thousand'
  readonly numerator: S
  readonly denominator: S
}

/** The largest value of a column; NULL when no row has one. */
export interface MaxSpec<N extends string = string> extends Described {
  readonly kind: 'max'
  readonly unit: 'count' | 's'
  readonly over: N
}

/**
 * The smallest value of a column that at least so many percent of its values do not exceed (nearest rank). Exact, and
 * so the same on every engine, where an approximation would differ.
 */
export interface PercentileSpec<N extends string = string> extends Described {
  readonly kind: 'percentile'
  readonly unit: 's'
  readonly over: N
  readonly percent: Limit
}

export type MetricSpec<A extends Additive = Additive, N extends string = string, S extends string = string> =
  | SumSpec<A>
  | RatioSpec<S>
  | MaxSpec<N>
  | PercentileSpec<N>

/** A metric over rows of a view with these columns. */
export type MetricOn<C extends ViewColumns, S extends string = string> = MetricSpec<
  AdditiveOn<C>,
  ColumnOf<C, 'bigint' | 'double'>,
  S
>

export type MetricSpecs = Readonly<Record<string, MetricSpec>>

/** The names that a metric of a declaration can be asked for by: `service_level:X` is `service_level:20`. */
export type NameOf<M, S = MetricSpec> = {
  [K in keyof M & string]: M[K] extends S ? (K extends `${infer B}:X` ? `${B}:${number}` : K) : never
}[keyof M & string]

/** A metric, found by its name. `column` is the name it has in results. */
interface Named {
  readonly name: string
  readonly column: string
}

export type SumMetric = SumSpec & Named
export type MaxMetric = MaxSpec & Named
export type PercentileMetric = Omit<PercentileSpec, 'percent'> & { readonly percent: number } & Named
/** With the sums it is made of. */
export type RatioMetric = Omit<RatioSpec, 'numerator' | 'denominator'> & {
  readonly numerator: SumMetric
  readonly denominator: SumMetric
} & Named

export type Metric = SumMetric | RatioMetric | MaxMetric | PercentileMetric

/** The name of a metric as a column: `service_level:20` is `service_level_20`. */
export const metricColumn = (name: string): string => name.replace(':', '_')
