import type { ViewColumns, ViewType } from '../view.ts'

/** The columns of a view that have one of the types. */
export type ColumnOf<C extends ViewColumns, T extends ViewType = ViewType> = {
  [K in keyof C]: C[K]['type'] extends T ? K : never
}[keyof C] &
  string

/** A number, or the one that stands behind the colon in the name of the metric: 20 in `service_level:20`. */
export type Limit = number | 'X'

/** What a row has to fulfil. `B` are the boolean columns to choose from, `N` the numeric ones, `T` the texts. */
export type Condition<B extends string = string, N extends string = string, T extends string = string> =
  | { readonly kind: 'is'; readonly column: B }
  | { readonly kind: 'is_not'; readonly column: B }
  | { readonly kind: 'below'; readonly column: N; readonly limit: Limit }
  | { readonly kind: 'not_below'; readonly column: N; readonly limit: Limit }
  | { readonly kind: 'equals'; readonly column: T; readonly value: string }
  | { readonly kind: 'all'; readonly of: readonly Condition<B, N, T>[] }

/** The conditions that can be put on rows of a view with these columns. */
export type ConditionOn<C extends ViewColumns> = Condition<
  ColumnOf<C, 'boolean'>,
  ColumnOf<C, 'bigint' | 'double'>,
  ColumnOf<C, 'varchar'>
>

/** The flag is set. */
export const is = <const K extends string>(column: K) => ({ kind: 'is', column }) as const

/** The flag is not set. */
export const isNot = <const K extends string>(column: K) => ({ kind: 'is_not', column }) as const

/** The number is there, and strictly less than the limit. */
export const below = <const K extends string>(column: K, limit: Limit) =>
  ({ kind: 'below', column, limit }) as const

/** The number is not there, or not less than the limit. */
export const notBelow = <const K extends string>(column: K, limit: Limit) =>
  ({ kind: 'not_below', column, limit }) as const

/** The text is this one. */
export const equals = <const K extends string>(column: K, value: string) =>
  ({ kind: 'equals', column, value }) as const

/** Every one of them. */
export const all = <const W extends readonly Condition[]>(...of: W) => ({ kind: 'all', of }) as const

/** The columns that a condition looks at. */
export const columnsIn = (condition: Condition): readonly string[] =>
  condition.kind === 'all' ? condition.of.flatMap(columnsIn) : [condition.column]
