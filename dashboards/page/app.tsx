import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { noSettings, readSettings, type Settings } from '../local/address.ts'
import { newestDays } from '../local/days.ts'
import type { PageDashboard, PageSheet } from '../local/model.ts'
import { questionOf, sheetAt } from '../local/question.ts'
import type { Themes } from '../theme/tokens.ts'
import { type Go, type Place, useAddress } from './address.ts'
import { type Controls, ControlsContext, filtersOn, isOffered, offered } from './controls.ts'
import { useColouring, useFacts } from './facts.ts'
import { Header } from './header.tsx'
import { LeftOut } from './left-out.tsx'
import { heaviest, LookContext, lookOf } from './look.ts'
import { placeOfSheet, placeWith, searchOf, unknownTo, without } from './places.ts'
import { Rail } from './rail.tsx'
import { report } from './report.ts'
import { useSame } from './same.ts'
import { Sheet } from './sheet.tsx'
import { useSheetData } from './sheet-data.ts'
import { tableViewIn, withoutTableViews, withTableView } from './table-view.ts'
import { useTheme } from './theme.ts'
import { OtherEyes } from './view-as.tsx'

/** The settings of an address. One that cannot be read is sent as it is: the server says what is wrong with it. */
function settingsOf(dashboard: PageDashboard, search: string): Settings {
  try {
    return readSettings(dashboard, new URLSearchParams(search))
  } catch {
    return noSettings
  }
}

interface ViewProps {
  readonly themes: Themes
  readonly dashboards: readonly PageDashboard[]
  readonly dashboard: PageDashboard
  readonly sheet: PageSheet
  readonly place: Place
  readonly go: Go
}

function View({ themes, dashboards, dashboard, sheet, place, go }: ViewProps): VNode {
  const [theme, toggleTheme] = useTheme()
  const [round, setRound] = useState(0)
  const retry = (): void => setRound(before => before + 1)
  const unknown = unknownTo(dashboards, place.search)
  const search = without(place.search, unknown)
  // What only others can be set to is kept for the way back; the server refuses it.
  const own = without(search, unknownTo([dashboard], search))
  const { refresh_every_s } = dashboard
  const as = new URLSearchParams(search).get('as') ?? undefined
  const facts = useFacts(dashboard.id, as, refresh_every_s)
  const colouring = useColouring(dashboard.id, as)
  const known = { ...colouring.values, ...facts?.values }
  const values = useSame(heaviest(known, Object.keys(colouring.values), themes[theme]))
  const look = useMemo(
    () => lookOf(theme, dashboard.filters, values, themes, colouring.answered),
    [theme, dashboard, values, themes, colouring.answered],
  )
  // What is drawn does not change with how a table is searched and sorted.
  const set = withoutTableViews(own)
  const drawn = String(set)
  const settings = useMemo(() => settingsOf(dashboard, drawn), [dashboard, drawn])
  const all = useMemo(() => new Set(new URLSearchParams(drawn).getAll('all')), [drawn])
  const asked = questionOf('sheet', set, { dashboard: dashboard.id, sheet: sheet.id })
  const data = useSheetData(sheet, settings.drills, asked, round)
  const isOld = facts !== undefined && data.seq !== undefined && data.seq < facts.seq && !data.pending
  useEffect(() => {
    if (isOld) retry()
  }, [isOld])

  useEffect(() => {
    if (refresh_every_s === undefined || report) return
    const timer = setInterval(() => {
      if (!document.hidden) retry()
    }, refresh_every_s * 1_000)
    return () => clearInterval(timer)
  }, [refresh_every_s])

  // So that other days can be chosen when those of the address cannot be.
  const newest = facts?.days ? newestDays(facts.days, dashboard.dates.default_days) : null
  const controls: Controls = {
    ...{ dashboards, dashboard: offered(dashboard, facts), sheet, settings, all, go, retry },
    set: next => go(placeWith(dashboard, place, next)),
    placeOf(to, choose) {
      const there = dashboards.find(({ id }) => id === to.dashboard) ?? dashboard
      const reached = placeOfSheet(dashboards, dashboard, search, to)
      if (!choose) return reached
      return placeWith(there, reached, choose(settingsOf(there, reached.search), there))
    },
    showAll(visual) {
      const address = new URLSearchParams(search)
      address.append('all', visual)
      go({ path: place.path, search: searchOf(address) })
    },
    viewOf: visual => tableViewIn(search, visual),
    setView: (visual, view) =>
      go({ path: place.path, search: searchOf(withTableView(search, visual, view)) }, 'replace'),
    question: (path, visual, more = {}) =>
      questionOf(path, set, {
        ...{ dashboard: dashboard.id, visual },
        ...more,
        all: all.has(visual) ? visual : [],
      }),
  }
  const viewAs = (viewer: string | undefined): void => {
    const address = new URLSearchParams(search)
    address.delete('as')
    if (viewer !== undefined) address.set('as', viewer)
    go({ path: place.path, search: searchOf(address) })
  }
  const left_alone = filtersOn(dashboard, sheet).filter(
    filter => filter.name in settings.choices && !isOffered(filter, facts),
  )
  const eyes = { as, onChange: viewAs, viewers: facts?.viewers ?? [] }
  const isOnly = dashboard.sheets.length === 1
  useEffect(() => {
    document.title = `${isOnly ? '' : `${sheet.title} – `}${dashboard.title} – connect-lake`
  }, [dashboard, sheet, isOnly])
  return (
    <LookContext.Provider value={look}>
      <ControlsContext.Provider value={controls}>
        <a class="skip" href="#sheet">
          Skip to the sheet
        </a>
        <Rail theme={theme} toggleTheme={toggleTheme} eyes={eyes} />
        <main id="sheet" tabIndex={-1}>
          <OtherEyes {...eyes} left_alone={left_alone.map(({ label }) => label.toLowerCase())} />
          {unknown.length > 0 && (
            <LeftOut names={unknown} onClear={() => go({ path: place.path, search }, 'replace')} />
          )}
          <Header
            dashboard={dashboard}
            sheet={sheet}
            facts={facts}
            shown={data.days ?? (data.problem ? newest : null)}
          />
          <Sheet asked={asked} sheet={sheet} data={data} facts={facts} />
        </main>
      </ControlsContext.Provider>
    </LookContext.Provider>
  )
}

/** The page: the sheet that its address names, the first one otherwise. */
export function App({
  dashboards,
  themes,
}: {
  readonly dashboards: readonly PageDashboard[]
  readonly themes: Themes
}): VNode | null {
  const [place, go] = useAddress()
  const at = sheetAt(dashboards, place.path)
  // What is known of a dashboard stays from sheet to sheet.
  return at ? <View key={at.dashboard.id} {...{ themes, dashboards, place, go }} {...at} /> : null
}
