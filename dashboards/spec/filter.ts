import type { ColumnOf } from '../../sql/metrics/condition.ts'
import type { Dataset } from './dataset.ts'

/** The days that a dashboard shows: of each data set, rows of its own day. Engines read only the partitions of these. */
export interface DatesSpec {
  /** Whose days there are to choose from. */
  readonly data: Dataset
  /** How many of the newest days are shown to begin with. */
  readonly default_days: number
  /** They are always the newest ones, for its titles say so: nobody chooses others. */
  readonly pinned?: boolean
}

/** What a filter acts on: all visuals of these sheets but some, which say so. */
interface Scoped {
  /** In the address of a filtered view, so kept for ever. Dashboards that have a filter of this name keep what was chosen. */
  readonly name: string
  readonly label: string
  /** Ids of sheets; all of them by default. */
  readonly sheets?: readonly string[]
  /** Ids of visuals that it leaves alone, for what they show has no such column. */
  readonly except?: readonly string[]
}

/** Any of the values that a column has. */
export interface ListSpec<Column extends string = string> extends Scoped {
  /** Of several values: `queues`. */
  readonly plural: string
  /** Column by which it filters; every visual it acts on has it. */
  readonly column: Column
}

/** Numbers from one to another, both included; an end may be open. */
export interface RangeSpec<Column extends string = string> extends Scoped {
  /** Column by which it filters, one of the numbers of the data set. */
  readonly column: Column
}

/** The filters there are, by kind. */
interface FilterSpecs {
  readonly list: ListSpec
  readonly range: RangeSpec
}

export type FilterKind = keyof FilterSpecs

/** A filter as a spec declares it; `data` is where its values come from. */
export type FilterSpec<K extends FilterKind = FilterKind> = {
  readonly [P in K]: { readonly kind: P; readonly data: Dataset } & FilterSpecs[P]
}[K]

type TextOf<T extends Dataset> = keyof T['dimensions'] & ColumnOf<T['view']['columns'], 'varchar'>

/** The days of a data set. */
export const dates = (data: Dataset, spec: Omit<DatesSpec, 'data'>): DatesSpec => ({ data, ...spec })

/** A filter by the values that a dimension of the data set has. */
export const list = <T extends Dataset>(data: T, spec: ListSpec<TextOf<T>>): FilterSpec<'list'> => ({
  kind: 'list',
  data,
  ...spec,
})

/** A filter by a column of numbers. */
export const range = <T extends Dataset>(
  data: T,
  spec: RangeSpec<keyof T['numbers'] & string>,
): FilterSpec<'range'> => ({ kind: 'range', data, ...spec })
