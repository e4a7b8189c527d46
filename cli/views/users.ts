import { dashboards } from '../../dashboards/dashboards.ts'
import { readsView } from '../../sql/deploy-order.ts'
import { type DeployedView, isOurs } from '../../sql/deployed-view.ts'
import { subjects } from '../../sql/metrics/catalogue.ts'
import type { View } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'

/** Who relies on a view, directly or through others. */
export interface Users {
  readonly views: readonly string[]
  /** Views of the same place that others made. */
  readonly others: readonly string[]
  /** What metrics are of: the datasets of dashboards. */
  readonly datasets: readonly string[]
  readonly dashboards: readonly string[]
}

/** The views that read one of these names, and those that read those. */
function readersOf(name: string): ReadonlySet<string> {
  const found = new Set<string>()
  const all = Object.values<View>(views)
  for (let size = -1; size < found.size; ) {
    size = found.size
    for (const view of all) if (view.uses.some(use => use === name || found.has(use))) found.add(view.name)
  }
  return found
}

/** Views that others made over one of these names, and over those: they answer no more when what they read goes. */
export function othersOver(names: readonly string[], there: readonly DeployedView[]): readonly string[] {
  const found = new Set<string>()
  const others = there.filter(view => !isOurs(view))
  for (let size = -1; size < found.size; ) {
    size = found.size
    for (const { name, sql } of others)
      if ([...names, ...found].some(each => each !== name && readsView(sql, each))) found.add(name)
  }
  return [...found]
}

/**
 * Who relies on the view of a stable name.
 * @param there all views of the place where it is deployed, those that others made among them
 */
export function usersOf(name: string, there: readonly DeployedView[]): Users {
  const readers = readersOf(name)
  const relies = (view: View): boolean => view.name === name || readers.has(view.name)
  return {
    views: [...readers],
    others: othersOver([name, ...readers], there),
    datasets: subjects.filter(({ view }) => relies(view)).map(subject => subject.name),
    dashboards: dashboards
      .filter(({ sheets }) => sheets.some(({ visuals }) => visuals.some(({ data }) => relies(data.view))))
      .map(({ title }) => title),
  }
}

/** Who relies on a view, for people; empty for nobody. */
export function usersText(name: string, there: readonly DeployedView[]): string {
  const users = usersOf(name, there)
  const part = (what: string, names: readonly string[]) =>
    names.length > 0 ? [`${what} ${names.join(', ')}`] : []
  return [
    ...part('views', users.views),
    ...part('views of others', users.others),
    ...part('metrics of', users.datasets),
    ...part('dashboards', users.dashboards),
  ].join('; ')
}
