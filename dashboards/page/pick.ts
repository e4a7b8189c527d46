import type { Choice, Settings } from '../local/address.ts'
import { type Drillable, levelsOf } from '../local/drill.ts'
import { groupsOf, isGroup } from '../local/groups.ts'
import type { PageDashboard, PageFilter, PageVisual } from '../local/model.ts'
import type { Row } from '../local/rows.ts'
import type { Dimension } from '../spec/dataset.ts'
import { type Controls, filtersOn, withoutChoice, withPath } from './controls.ts'
import { report } from './report.ts'

/** The value of a dimension in a row, as an address holds it; null where the row has none. */
export const valueIn = (row: Row, { name }: Dimension): string | null => {
  const value = row[name]
  return value === null || value === undefined ? null : String(value)
}

/** A list filter, and the dimension of a visual by which it filters. */
export interface Filterable {
  readonly filter: PageFilter
  readonly dimension: Dimension
}

const filterable = (visual: PageVisual, filters: readonly PageFilter[]): readonly Filterable[] =>
  groupsOf(visual).flatMap(dimension => {
    const filter = filters.find(({ kind, column }) => kind === 'list' && column === dimension.name)
    return filter ? [{ filter, dimension }] : []
  })

/** The list filters of the sheet that a value of a visual can be set in. */
export const filtersOf = (visual: PageVisual, { dashboard, sheet }: Controls): readonly Filterable[] =>
  dashboard && sheet ? filterable(visual, filtersOn(dashboard, sheet)) : []

const only = (value: string | null): Choice<'list'> =>
  value === null ? { values: [], none: true } : { values: [value], none: false }

/** Whether the filter lets through these rows, and no others. */
export function isOnly(settings: Settings, { name }: PageFilter, value: string | null): boolean {
  const choice = settings.choices[name] as Choice<'list'> | undefined
  if (!choice) return false
  const { values, none } = choice
  return value === null ? none && values.length === 0 : !none && values.length === 1 && values[0] === value
}

/** The settings with filters set to the values of a row; without these filters where they were set so. */
export function toggled(settings: Settings, of: readonly Filterable[], row: Row): Settings {
  const isSet = of.every(({ filter, dimension }) => isOnly(settings, filter, valueIn(row, dimension)))
  return of.reduce((all, { filter, dimension }) => {
    const rest = withoutChoice(all, filter.name)
    if (isSet) return rest
    return { ...rest, choices: { ...rest.choices, [filter.name]: only(valueIn(row, dimension)) } }
  }, settings)
}

/** What a click on the mark of a row does: go down a level; or filter the sheet; or filter where the visual leads to. */
export function onPickOf(visual: PageVisual, controls: Controls): ((row: Row) => void) | undefined {
  const { dashboards, settings, set, placeOf, go } = controls
  const { id, opens } = visual
  // Nobody there answers another question.
  if (report) return undefined
  const path = settings.drills[id] ?? []
  const original = controls.sheet?.visuals.find(each => each.id === id)
  const levels = original ? levelsOf(original as Drillable) : []
  const level = levels[path.length]
  const pickable =
    (act: (row: Row) => void) =>
    (row: Row): void => {
      if (isGroup(visual, row)) act(row)
    }
  // A moment has no value that an address could hold.
  if (level && level.type !== 'timestamp' && path.length < levels.length - 1)
    return pickable(row => set(withPath(settings, id, [...path, valueIn(row, level)])))
  const here = filtersOf(visual, controls)
  if (here.length > 0) return pickable(row => set(toggled(settings, here, row)))
  const there = opens && dashboards.find(dashboard => dashboard.id === opens.dashboard)
  if (!opens || !there) return undefined
  const elsewhere = filterable(visual, filtersThere(there, opens.sheet))
  if (elsewhere.length === 0) return undefined
  return pickable(row => go(placeOf(opens, reached => toggled(reached, elsewhere, row))))
}

function filtersThere(dashboard: PageDashboard, id: string): readonly PageFilter[] {
  const sheet = dashboard.sheets.find(each => each.id === id)
  return sheet ? filtersOn(dashboard, sheet) : []
}
