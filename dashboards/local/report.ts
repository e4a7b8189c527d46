import type { Themes } from '../theme/tokens.ts'
import type { Facts } from './facts.ts'
import type { PageDashboard } from './model.ts'

/** What a report on file holds in place of a server: its answers, each to the one question that is asked. */
export interface Report {
  readonly dashboards: readonly PageDashboard[]
  readonly themes: Themes
  /** What is set on all of them, as the search of an address: `?queue=Sales`. */
  readonly search: string
  /** By id of the dashboard. */
  readonly facts: Readonly<Record<string, Facts>>
  /** By `<dashboard>/<sheet>`: the frames of the answer, in base64. */
  readonly sheets: Readonly<Record<string, string>>
}

/** The global variable of a page that holds its report. */
export const REPORT = 'connectLakeReport'

/** The script that gives a page its report. */
export const reportScript = (report: Report): string => `var ${REPORT} = ${JSON.stringify(report)}\n`
