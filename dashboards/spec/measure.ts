import type { ViewColumns } from '../../sql/view.ts'
import type { ColumnOf, Condition, ConditionOn } from './condition.ts'

/** What a number counts: things, seconds, or parts of a hundred. */
export type Unit = 'count' | 's' | 'percent'

/** What can be added up over any rows: the only thing that is ever computed from rows. */
export type Additive<A extends string = string, N extends string = string, W extends Condition = Condition> =
  | { readonly kind: 'rows' }
  | { readonly kind: 'rows_where'; readonly condition: W }
  | { readonly kind: 'rows_with'; readonly column: A }
  | { readonly kind: 'sum'; readonly column: N }

/** What can be added up over rows of a view with these columns. */
export type AdditiveOn<C extends ViewColumns> = Additive<
  ColumnOf<C>,
  ColumnOf<C, 'bigint' | 'double'>,
  ConditionOn<C>
>

/** How many rows there are. */
export const rows = () => ({ kind: 'rows' }) as const

/** How many rows fulfil the condition. */
export const rowsWhere = <const W extends Condition>(condition: W) =>
  ({ kind: 'rows_where', condition }) as const

/** How many rows have a value in the column. */
export const rowsWith = <const K extends string>(column: K) => ({ kind: 'rows_with', column }) as const

/** The sum of the column over the rows that have a value; NULL when none has. */
export const sum = <const K extends string>(column: K) => ({ kind: 'sum', column }) as const

interface Described {
  /** As people read it in a title or a legend. */
  readonly label: string
  /** What it means, and Connect's own name of it. */
  readonly doc: string
}

/** A measure that is a sum. */
export interface SumSpec<A extends Additive = Additive> extends Described {
  readonly unit: 'count' | 's'
  readonly of: A
}

/**
 * A measure that is a ratio of two sums, each named. There is no other way to declare one: at every grain both sums are
 * made anew and divided, so that a ratio cannot be averaged. A denominator of 0 gives NULL.
 */
export interface RatioSpec<S extends string = string, D extends string = string> extends Described {
  readonly unit: 's' | 'percent'
  readonly numerator: S
  readonly denominator: S
  /** Dimensions by which it is neither grouped nor filtered, for it would mislead; each with why. */
  readonly not_by?: { readonly [K in D]?: string }
}

/** A sum, found by its name. `column` is the name it has in results. */
export interface SumMeasure extends SumSpec {
  readonly kind: 'sum'
  readonly name: string
  readonly column: string
}

/** A ratio, found by its name, with the sums it is made of. */
export interface RatioMeasure extends Described {
  readonly kind: 'ratio'
  readonly name: string
  readonly column: string
  readonly unit: 's' | 'percent'
  readonly numerator: SumMeasure
  readonly denominator: SumMeasure
  readonly not_by: Readonly<Record<string, string | undefined>>
}

export type Measure = SumMeasure | RatioMeasure

/** The name of a measure as a column: `service_level:20` is `service_level_20`. */
export const measureColumn = (name: string): string => name.replace(':', '_')
