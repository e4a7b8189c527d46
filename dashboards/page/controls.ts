import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { noSettings, type Settings } from '../local/address.ts'
import type { Facts } from '../local/facts.ts'
import type { PageDashboard, PageFilter, PageSheet } from '../local/model.ts'
import { plainView, type TableView } from '../local/rows.ts'
import type { SheetPlace } from '../spec/visual.ts'
import type { Go, Place } from './address.ts'

/** What the viewer has set, and how to set something else. */
export interface Controls {
  readonly dashboards: readonly PageDashboard[]
  readonly dashboard: PageDashboard | undefined
  readonly sheet: PageSheet | undefined
  readonly settings: Settings
  set(settings: Settings): void
  /** Where a sheet is, with what is set here; `choose` sets more on the way. */
  placeOf(sheet: SheetPlace, choose?: (settings: Settings, there: PageDashboard) => Settings): Place
  readonly go: Go
  /** Asks the server again. */
  retry(): void
  /** Visuals that show every category. */
  readonly all: ReadonlySet<string>
  showAll(visual: string): void
  /** How a table is searched and sorted, and how to do so in another way. */
  viewOf(visual: string): TableView
  setView(visual: string, view: TableView): void
  /** The address of a question about one visual, as it is shown. */
  question(path: string, visual: string, more?: Readonly<Record<string, string | readonly string[]>>): string
}

export const ControlsContext = createContext<Controls>({
  dashboards: [],
  dashboard: undefined,
  sheet: undefined,
  settings: noSettings,
  set: () => {},
  placeOf: () => ({ path: '/', search: '' }),
  go: () => {},
  retry: () => {},
  all: new Set(),
  showAll: () => {},
  viewOf: () => plainView,
  setView: () => {},
  question: path => path,
})

export const useControls = (): Controls => useContext(ControlsContext)

/** Whether the viewer can set a filter, as far as it is known: lists of what he may not see are not offered. */
export const isOffered = ({ kind, name }: PageFilter, facts: Facts | undefined): boolean =>
  kind !== 'list' || !facts || name in facts.values

/** The dashboard with the filters that the viewer can set; the others are left alone by whatever the address says. */
export function offered(dashboard: PageDashboard, facts: Facts | undefined): PageDashboard {
  const filters = dashboard.filters.filter(filter => isOffered(filter, facts))
  return filters.length === dashboard.filters.length ? dashboard : { ...dashboard, filters }
}

/** The filters that act on anything on a sheet. */
export const filtersOn = ({ filters }: PageDashboard, { visuals }: PageSheet): readonly PageFilter[] =>
  filters.filter(filter => visuals.some(({ id }) => filter.visuals.includes(id)))

/** The settings without the choice in one filter. */
export function withoutChoice(settings: Settings, filter: string): Settings {
  const { [filter]: _, ...choices } = settings.choices
  const { [filter]: __, ...picked } = settings.picked
  return { ...settings, choices, picked }
}

/** The settings with a parameter at its default. */
export function withoutParameter(settings: Settings, name: string): Settings {
  const { [name]: _, ...parameters } = settings.parameters
  return { ...settings, parameters }
}

/** The settings with a visual at another level; an empty path is the first. */
export function withPath(settings: Settings, visual: string, path: Settings['drills'][string]): Settings {
  const { [visual]: _, ...drills } = settings.drills
  return { ...settings, drills: path.length > 0 ? { ...drills, [visual]: path } : drills }
}
