import type { Resolved } from '../normal/visual.ts'
import type { FilterKind } from '../spec/filter.ts'
import type { Caption, Rect } from '../spec/visual.ts'
import type { Parameter, VisualKind, Wells } from '../spec/wells.ts'
import type { Field } from './field.ts'

/**
 * What the page is told about dashboards: plain data, and no SQL. It does not change with the lake; results come in a
 * `SheetStream`.
 */
export type PageVisual<K extends VisualKind = VisualKind> = {
  readonly [P in K]: { readonly kind: P } & Required<Caption> &
    Wells<Resolved>[P] & {
      /** The place on a grid of 12 columns, where 36 do not fit. */
      readonly folded: Rect
      /** The columns of its result that people see. */
      readonly fields: readonly Field[]
    }
}[K]

export interface PageFilter {
  readonly kind: FilterKind
  readonly name: string
  readonly label: string
  readonly plural: string
  readonly column: string
  /** What stands for rows without a value. */
  readonly none: string
}

export interface PageSheet {
  readonly id: string
  readonly title: string
  readonly question: string
  readonly visuals: readonly PageVisual[]
}

export interface PageDashboard {
  readonly id: string
  readonly title: string
  /** How many of the newest days are shown to begin with. */
  readonly default_days: number
  readonly filters: readonly PageFilter[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly PageSheet[]
}
