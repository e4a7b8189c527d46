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

/** Rows of another table or view that name the records of a row. */
export interface Link<K extends string = string> {
  /** The table or view. */
  readonly from: string
  /** Its column with the id of the record. */
  readonly id: string
  /** Its columns that have the same value as a column of the row, NULL too. */
  readonly same: Readonly<Record<string, K>>
  /** Only rows that lasted from one of these moments to before the other, at the row's moment or in the minutes after. */
  readonly lasting?: { readonly from: string; readonly to: string; readonly minutes: number }
  readonly where?: Condition
  /** What goes on after midnight does not name its record: rows with the same values in these columns do. */
  readonly goes_on?: readonly string[]
  /** How many days later than the row's its partition can be, or earlier. */
  readonly partition_days: { readonly back: number; readonly forward: number }
}

/** How a row of a view is followed to the records it was made of. */
export interface Origin<K extends string = string> {
  /** The table that has them, each with its raw object. */
  readonly table: 'contact_record' | 'agent_event'
  /** The column with the id of the one record that the row is; or what names its records. */
  readonly through: K | readonly Link<K>[]
}

/** Whose contact attributes a row has. */
export interface AttributesOf<K extends string = string> {
  /** The column with the id of the contact. */
  readonly contact: K
  /** The contact lies in the partition of the row, or in one so many days later. */
  readonly partition_days_later: number
}

/** What the rows of a subject were drawn from: rows that were left out before the view are counted there. */
export interface DrawnFrom<K extends string = string> {
  readonly view: View
  /** Its column that says why a row was left out, null for those that were not. */
  readonly exclusion: K
  /** What the values of that column mean. */
  readonly rules: Readonly<Record<string, string>>
  /** The columns of the groupings of the subject. */
  readonly groupings: Readonly<Record<string, K>>
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
  /** Rows are of moments a quarter of an hour apart: they are not added up over time, only beside each other. */
  readonly at_moments?: true
  /** Null where rows are the lake's own books: there is nothing behind them to be followed to. */
  readonly origin: Origin | null
  readonly drawn_from?: DrawnFrom
  /** The contact whose attributes rows can be split by; none where they are about no contact, or about many. */
  readonly attributes_of?: AttributesOf
  readonly groupings: Readonly<Record<string, Grouping>>
  /** What rows can not be split by though one would ask for it, parts of time among it, each with why. */
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
    readonly at_moments?: true
    readonly origin: Origin<ColumnOf<C, 'varchar'>> | null
    readonly drawn_from?: DrawnFrom
    readonly attributes_of?: AttributesOf<ColumnOf<C, 'varchar'>>
    readonly groupings: Readonly<Record<string, Grouping<ColumnOf<C, 'varchar'>>>>
    readonly refused?: Readonly<Record<string, string>>
    readonly metrics: M
  },
): Subject<C, M> => ({ view, refused: {}, ...parts })

/** Declares what the rows of a subject were drawn from. */
export const drawnFrom = <C extends ViewColumns>(
  view: View<C>,
  parts: Omit<DrawnFrom<ColumnOf<C, 'varchar'>>, 'view'>,
): DrawnFrom => ({ view, ...parts })

/** Declares metrics of a view in a file of their own, to be put together in its subject. */
export const metricsOf =
  <C extends ViewColumns>(_: View<C>) =>
  <const M extends Readonly<Record<string, MetricOn<C>>>>(metrics: M): M =>
    metrics
