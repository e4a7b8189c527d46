import { noSettings, type Settings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import type { Days } from '../../dashboards/local/days.ts'
import { daysSql, freshnessSql, valuesSql } from '../../dashboards/local/facts.ts'
import { batches } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { attributedDashboards as dashboards } from '../fixture/contact-attributes.ts'
import { chosenOf } from './choices.ts'

interface Asked {
  /** Dashboard, and what of it asks. */
  readonly of: string
  readonly sql: string
}

/**
 * Whatever the dashboards ask, as the page does: together what reads the same rows in the same groups. With nothing chosen and
 * with a choice in every filter that the simulated world has, in data of the given days. What two dashboards ask alike is here once.
 */
export function dashboardQuestions(days: Days, of: readonly Dashboard[] = dashboards): readonly Asked[] {
  const asked = of.flatMap(dashboard => {
    const chosen = dashboard.filters.map(filter => [
      filter.name,
      filter.kind === 'list' ? chosenOf(filter) : { from: 1, to: 3_600 },
    ])
    const settings: Readonly<Record<string, Settings>> = {
      '': noSettings,
      ', filtered': { ...noSettings, choices: Object.fromEntries(chosen) },
    }
    const visuals = dashboard.sheets.flatMap(sheet => sheet.visuals)
    return [
      { of: `${dashboard.id}: days`, sql: daysSql(dashboard) },
      { of: `${dashboard.id}: freshness`, sql: freshnessSql },
      ...dashboard.filters
        .filter(({ kind }) => kind === 'list')
        .map(filter => ({ of: `${dashboard.id}: filter ${filter.name}`, sql: valuesSql(filter) })),
      ...Object.entries(settings).flatMap(([how, set]) =>
        batches(
          visuals.map(visual => ({
            id: visual.id,
            query: visualQuery(visual, scopeOf(dashboard, set, days), how === ''),
          })),
        ).map(({ sql, of }) => ({ of: `${dashboard.id}: ${of.map(({ id }) => id).join(', ')}${how}`, sql })),
      ),
    ]
  })
  return asked.filter(({ sql }, at) => asked.findIndex(each => each.sql === sql) === at)
}
