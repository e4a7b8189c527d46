import { dashboards } from '../../dashboards/dashboards.ts'
import { noSettings, type Settings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import type { Days } from '../../dashboards/local/days.ts'
import { daysSql, freshnessSql, valuesSql } from '../../dashboards/local/facts.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'

interface Asked {
  /** Dashboard, and what of it asks. */
  readonly of: string
  readonly sql: string
}

/** Whatever the dashboards ask, with nothing chosen and with a choice in every filter, in data of the given days. */
export function dashboardQuestions(days: Days): readonly Asked[] {
  return dashboards.flatMap(dashboard => {
    const chosen = dashboard.filters.map(({ name }) => [name, { values: ['VOICE', "O'Neil"], none: true }])
    const settings: Readonly<Record<string, Settings>> = {
      '': noSettings,
      ', filtered': { ...noSettings, choices: Object.fromEntries(chosen) },
    }
    const visuals = dashboard.sheets.flatMap(sheet => sheet.visuals)
    return [
      { of: `${dashboard.id}: days`, sql: daysSql(dashboard) },
      { of: `${dashboard.id}: freshness`, sql: freshnessSql },
      ...dashboard.filters.map(filter => ({
        of: `${dashboard.id}: filter ${filter.name}`,
        sql: valuesSql(filter),
      })),
      ...Object.entries(settings).flatMap(([how, set]) =>
        visuals.map(visual => ({
          of: `${dashboard.id}: ${visual.id}${how}`,
          sql: queryText(visualQuery(visual, scopeOf(dashboard, set, days), how === '')),
        })),
      ),
    ]
  })
}
