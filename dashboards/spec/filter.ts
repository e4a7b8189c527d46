import type { ColumnOf } from '../../sql/metrics/condition.ts'
import type { Dataset } from './dataset.ts'

/** The days that a dashboard shows. Every query is limited to them, so that engines read only those partitions. */
export interface DatesSpec<Column extends string = string> {
  readonly data: Dataset
  /** Column by which it filters; every visual has it. */
  readonly column: Column
  /** How many of the newest days are shown to begin with. */
  readonly default_days: number
}

/** Any of the values that a column has. */
export interface ListSpec<Column extends string = string> {
  /** In the address of a filtered view, so kept for ever. */
  readonly name: string
  readonly label: string
  /** Of several values: `queues`. */
  readonly plural: string
  /** Column by which it filters; every visual it acts on has it. */
  readonly column: Column
}

/** The filters there are, by kind. A filter acts on every visual of the dashboard. */
interface FilterSpecs {
  readonly list: ListSpec
}

export type FilterKind = keyof FilterSpecs

/** A filter as a spec declares it; `data` is where its values come from. */
export type FilterSpec<K extends FilterKind = FilterKind> = {
  readonly [P in K]: { readonly kind: P; readonly data: Dataset } & FilterSpecs[P]
}[K]

type TextOf<T extends Dataset> = keyof T['dimensions'] & ColumnOf<T['view']['columns'], 'varchar'>

/** The days of a data set. */
export const dates = <T extends Dataset>(
  data: T,
  spec: Omit<DatesSpec<ColumnOf<T['view']['columns'], 'date'>>, 'data'>,
): DatesSpec => ({ data, ...spec })

/** A filter by the values that a dimension of the data set has. */
export const list = <T extends Dataset>(data: T, spec: ListSpec<TextOf<T>>): FilterSpec<'list'> => ({
  kind: 'list',
  data,
  ...spec,
})
