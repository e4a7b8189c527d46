import type { Choice, Settings } from '../local/address.ts'
import { type Drillable, levelsOf } from '../local/drill.ts'
import { groupsOf, isGroup } from '../local/groups.ts'
import type { PageDashboard, PageFilter, PageSheet, PageVisual } from '../local/model.ts'
import type { Row } from '../local/rows.ts'
import type { Dimension } from '../spec/dataset.ts'
import { type Controls, filtersOn, withoutChoice, withPath } from './controls.ts'
import { isChosen, isNothing, nothing, toggled } from './filters/listed.ts'
import { report } from './report.ts'

/** Picks the mark of a row; `more` besides what is picked already, or no more. */
export type OnPick = (row: Row, more?: boolean) => void

/** Whether a press is meant to pick more. */
export const isMore = ({ ctrlKey, metaKey }: Pick<MouseEvent, 'ctrlKey' | 'metaKey'>): boolean =>
  ctrlKey || metaKey

/** Tells rows that are picked in a visual from the others. */
export type IsPicked = (row: Row) => boolean

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

/** The settings with filters set to the values of a row, in a visual or in none; without these filters where they were set so. */
function picking(
  settings: Settings,
  of: readonly Filterable[],
  row: Row,
  visual: string | undefined,
): Settings {
  const isSet = of.every(({ filter, dimension }) => isOnly(settings, filter, valueIn(row, dimension)))
  return of.reduce((all, { filter, dimension }) => {
    const rest = withoutChoice(all, filter.name)
    return isSet ? rest : withPicked(rest, filter, only(valueIn(row, dimension)), visual)
  }, settings)
}

const withPicked = (
  settings: Settings,
  { name }: PageFilter,
  choice: Choice<'list'>,
  visual: string | undefined,
): Settings => ({
  ...settings,
  choices: { ...settings.choices, [name]: choice },
  picked: { ...settings.picked, ...(visual !== undefined && { [name]: visual }) },
})

/**
 * The settings with a row picked in a visual: it alone, or nothing where it was. With `more` its value joins what is picked
 * there, or leaves it; but not where several dimensions are picked at once, for their values together are not some rows.
 */
export function picked(
  settings: Settings,
  of: readonly Filterable[],
  row: Row,
  visual: string,
  more = false,
): Settings {
  const [first] = of
  if (!more || !first || of.length > 1) return picking(settings, of, row, visual)
  const { filter, dimension } = first
  const before = settings.picked[filter.name] === visual ? settings.choices[filter.name] : nothing
  const next = toggled(before as Choice<'list'>, valueIn(row, dimension))
  const rest = withoutChoice(settings, filter.name)
  return isNothing(next) ? rest : withPicked(rest, filter, next, visual)
}

/** The filters whose choices were picked in a visual. */
export const pickedIn = (visual: string, { dashboard, settings }: Controls): readonly PageFilter[] =>
  (dashboard?.filters ?? []).filter(({ name }) => settings.picked[name] === visual)

/** The settings without what was picked on the sheet. */
export const withoutPicked = (settings: Settings, { visuals }: PageSheet): Settings =>
  Object.entries(settings.picked)
    .filter(([, id]) => visuals.some(visual => visual.id === id))
    .reduce((all, [name]) => withoutChoice(all, name), settings)

/** Which rows are picked in a visual; undefined where it shows nothing of what was picked in it. */
export function isPickedOf(visual: PageVisual, controls: Controls): IsPicked | undefined {
  const chosen = filterable(visual, pickedIn(visual.id, controls)).map(({ filter, dimension }) => ({
    dimension,
    choice: controls.settings.choices[filter.name] as Choice<'list'>,
  }))
  if (chosen.length === 0) return undefined
  return row =>
    isGroup(visual, row) && chosen.every(({ dimension, choice }) => isChosen(choice, valueIn(row, dimension)))
}

/** What a click on the mark of a row does: go down a level; or filter the sheet; or filter where the visual leads to. */
export function onPickOf(visual: PageVisual, controls: Controls): OnPick | undefined {
  const { dashboards, settings, set, placeOf, go } = controls
  const { id, opens } = visual
  // Nobody there answers another question.
  if (report) return undefined
  const path = settings.drills[id] ?? []
  const original = controls.sheet?.visuals.find(each => each.id === id)
  const levels = original ? levelsOf(original as Drillable) : []
  const level = levels[path.length]
  const pickable =
    (act: OnPick): OnPick =>
    (row, more) => {
      if (isGroup(visual, row)) act(row, more)
    }
  // A moment has no value that an address could hold.
  if (level && level.type !== 'timestamp' && path.length < levels.length - 1)
    return pickable(row => set(withPath(settings, id, [...path, valueIn(row, level)])))
  const here = filtersOf(visual, controls)
  if (here.length > 0) return pickable((row, more) => set(picked(settings, here, row, id, more)))
  const there = opens && dashboards.find(dashboard => dashboard.id === opens.dashboard)
  if (!opens || !there) return undefined
  const elsewhere = filterable(visual, filtersThere(there, opens.sheet))
  if (elsewhere.length === 0) return undefined
  return pickable(row => go(placeOf(opens, reached => picking(reached, elsewhere, row, undefined))))
}

function filtersThere(dashboard: PageDashboard, id: string): readonly PageFilter[] {
  const sheet = dashboard.sheets.find(each => each.id === id)
  return sheet ? filtersOn(dashboard, sheet) : []
}
