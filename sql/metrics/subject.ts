import type { View, ViewColumns } from '../view.ts'
import type { ColumnOf, Condition, ConditionOn } from './condition.ts'
import type { MetricOn, MetricSpecs } from './metric.ts'

/** The moment to which Connect counts a row: it decides the interval, the day and the order of time. */
export interface Attribution<T extends string = string> {
  /** A timestamp, in UTC. */
  readonly column: T
  /** In words: "the contact was disconnected". */
  readonly doc: string
  /** A row lies in the partition of that moment, or of one so many days later: how far a query has to look. */
  readonly partition_days_later: number
}

/** What rows can be split and filtered by. */
export interface Grouping<K extends string = string> {
  readonly column: K
  readonly doc: string
}

/** How a row of a view is followed to the records it was made of. */
export interface Origin<K extends string = string> {
  /** The table that has them, each with its raw object. */
  readonly table: 'contact_record' | 'agent_event'
  /** The column of the view by which they are found. */
  readonly by: K
  /** Its name in the table, where that is another. */
  readonly column?: string
  /** For views of time: records of the minutes that begin with the row. */
  readonly minutes?: number
}

/**
 * What is measured: the rows of a view, the moment to which they count, what they can be split by, and the metrics that
 * are made of them. Each metric is declared in one subject, once.
 */
export interface Subject<C extends ViewColumns = ViewColumns, M = MetricSpecs> {
  readonly name: string
  readonly doc: string
  readonly view: View<C>
  /** Only rows that fulfil all of these are counted, each with why. */
  readonly where: readonly { readonly condition: Condition; readonly doc: string }[]
  readonly attributed_to: Attribution
  readonly origin: Origin
  readonly groupings: Readonly<Record<string, Grouping>>
  /** What rows can not be split by though one would ask for it, each with why. */
  readonly refused: Readonly<Record<string, string>>
  readonly metrics: M
}

/** The names of the metrics that are sums: what ratios are made of. */
type SumsOf<M> = { [K in keyof M & string]: M[K] extends { readonly kind: 'sum' } ? K : never }[keyof M &
  string]

/** Declares a subject. A column that the view does not have, or a ratio of what is no sum, does not compile. */
export const subject = <
  C extends ViewColumns,
  const M extends { readonly [K in keyof M]: MetricOn<C, SumsOf<M>> },
>(
  view: View<C>,
  parts: {
    readonly name: string
    readonly doc: string
    readonly where: readonly { readonly condition: ConditionOn<C>; readonly doc: string }[]
    readonly attributed_to: Attribution<ColumnOf<C, 'timestamp'>>
    readonly origin: Origin<ColumnOf<C, 'varchar'>>
    readonly groupings: Readonly<Record<string, Grouping<ColumnOf<C, 'varchar'>>>>
    readonly refused?: Readonly<Record<string, string>>
    readonly metrics: M
  },
): Subject<C, M> => ({ view, refused: {}, ...parts })

/** Declares metrics of a view in a file of their own, to be put together in its subject. */
export const metricsOf =
  <C extends ViewColumns>(_: View<C>) =>
  <const M extends Readonly<Record<string, MetricOn<C>>>>(metrics: M): M =>
    metrics
