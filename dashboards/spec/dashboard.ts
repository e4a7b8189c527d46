import type { DatesSpec, FilterSpec } from './filter.ts'
import type { VisualSpec } from './visual.ts'
import type { Parameter } from './wells.ts'

export interface SheetSpec {
  readonly id: string
  readonly title: string
  /** What the sheet answers, as one sentence. */
  readonly question: string
  readonly visuals: readonly VisualSpec[]
}

/** A dashboard: what is looked at. Nothing in it belongs to a target. */
export interface DashboardSpec {
  readonly id: string
  readonly title: string
  readonly dates: DatesSpec
  readonly filters: readonly FilterSpec[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly SheetSpec[]
}

/** Declares a dashboard. */
export const dashboard = (spec: DashboardSpec): DashboardSpec => spec
