import type { DatesSpec, FilterSpec } from './filter.ts'
import type { Parameter } from './parameter.ts'
import type { TextSpec, VisualSpec } from './visual.ts'

export interface SheetSpec {
  readonly id: string
  readonly title: string
  /** What the sheet answers, as one sentence. */
  readonly question: string
  readonly visuals: readonly VisualSpec[]
  readonly texts?: readonly TextSpec[]
}

/** The pictures that stand beside the names of dashboards. */
export type DashboardIcon = 'overview' | 'queues' | 'agents' | 'customers' | 'wall' | 'health'

/** A dashboard: what is looked at. Nothing in it belongs to a target. */
export interface DashboardSpec {
  readonly id: string
  readonly title: string
  /** Beside its name on the local page; `overview` where none is named. */
  readonly icon?: DashboardIcon
  readonly dates: DatesSpec
  readonly filters: readonly FilterSpec[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly SheetSpec[]
  /** It asks again by itself after so many seconds: for what hangs on a wall. */
  readonly refresh_every_s?: number
}

/** Declares a dashboard. */
export const dashboard = (spec: DashboardSpec): DashboardSpec => spec

/** Declares a sheet of a dashboard, in a file of its own. */
export const sheet = (spec: SheetSpec): SheetSpec => spec
