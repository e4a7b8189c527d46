import type { ResolvedCaption, ResolvedWells } from '../normal/visual.ts'
import type { DashboardIcon } from '../spec/dashboard.ts'
import type { Dimension } from '../spec/dataset.ts'
import type { DatesSpec, FilterKind } from '../spec/filter.ts'
import type { Unit } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Rect, TextSpec } from '../spec/visual.ts'
import type { VisualKind } from '../spec/wells.ts'
import type { Field } from './field.ts'

/**
 * What the page is told about dashboards: plain data, and no SQL. It does not change with the lake; results come in a
 * `SheetStream`.
 */
export type PageVisual<K extends VisualKind = VisualKind> = {
  readonly [P in K]: { readonly kind: P } & ResolvedCaption &
    ResolvedWells[P] & {
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
  /** Of several values; of a range its label. */
  readonly plural: string
  readonly column: string
  /** What stands for rows without a value. */
  readonly none: string
  /** How people read codes among the values. */
  readonly codes?: Dimension['codes']
  /** Of the numbers of a range. */
  readonly unit: Unit | undefined
  /** Ids of the visuals that it acts on. */
  readonly visuals: readonly string[]
}

/** A text, with its place on a grid of 12 columns. */
export type PageText = TextSpec & { readonly folded: Rect }

export interface PageSheet {
  readonly id: string
  readonly title: string
  readonly question: string
  readonly visuals: readonly PageVisual[]
  readonly texts: readonly PageText[]
  /** Names of the parameters that its visuals follow. */
  readonly parameters: readonly string[]
}

export interface PageDashboard {
  readonly id: string
  readonly title: string
  readonly icon: DashboardIcon
  /** Which days are shown to begin with, and whether others can be chosen. */
  readonly dates: Omit<DatesSpec, 'data'>
  readonly filters: readonly PageFilter[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly PageSheet[]
  /** It asks again by itself after so many seconds. */
  readonly refresh_every_s: number | undefined
}
