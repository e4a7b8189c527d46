import type { ViewColumns } from '../view.ts'
import type { ColumnOf, Condition, ConditionOn } from './condition.ts'

/** What can be added up over any rows: sums and ratios are made of nothing else. */
export type Additive<A extends string = string, N extends string = string, W extends Condition = Condition> =
  | { readonly kind: 'rows' }
  | { readonly kind: 'rows_where'; readonly condition: W }
  | { readonly kind: 'rows_with'; readonly column: A }
  | { readonly kind: 'sum'; readonly column: N }
  | { readonly kind: 'sum_of_ms'; readonly columns: readonly N[] }

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

/** The sum, in seconds, of columns in milliseconds. Every row has a value in each of them. */
export const sumOfMs = <const K extends string>(...columns: readonly K[]) =>
  ({ kind: 'sum_of_ms', columns }) as const
