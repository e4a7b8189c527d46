import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { noSettings, readSettings, type Settings, writeSettings } from '../local/address.ts'
import { newestDays } from '../local/days.ts'
import type { PageDashboard, PageSheet } from '../local/model.ts'
import { type Place, useAddress } from './address.ts'
import { type Controls, ControlsContext } from './controls.ts'
import { useFacts } from './facts.ts'
import { FilterBar } from './filters/filter-bar.tsx'
import { FreshnessMark } from './freshness.tsx'
import { LookContext, lookOf } from './look.ts'
import { Rail } from './rail.tsx'
import { Sheet } from './sheet.tsx'
import { useSheetData } from './sheet-data.ts'
import { useTheme } from './theme.ts'

/** The settings of an address. One that cannot be read is sent as it is: the server says what is wrong with it. */
function settingsOf(dashboard: PageDashboard, search: string): Settings {
  try {
    return readSettings(dashboard, new URLSearchParams(search))
  } catch {
    return noSettings
  }
}

const searchOf = (address: URLSearchParams): string => (address.size > 0 ? `?${address}` : '')

interface ViewProps {
  readonly dashboards: readonly PageDashboard[]
  readonly dashboard: PageDashboard
  readonly sheet: PageSheet
  readonly place: Place
  readonly go: (place: Place) => void
}

function View({ dashboards, dashboard, sheet, place, go }: ViewProps): VNode {
  const [theme, toggleTheme] = useTheme()
  const [round, setRound] = useState(0)
  const [all, setAll] = useState<ReadonlySet<string>>(new Set())
  const facts = useFacts(dashboard.id)
  const look = useMemo(() => lookOf(theme, dashboard.filters, facts), [theme, dashboard, facts])

  const question = (path: string, more: Readonly<Record<string, string>>): string => {
    const address = new URLSearchParams(place.search)
    address.set('dashboard', dashboard.id)
    for (const [name, value] of Object.entries(more)) address.set(name, value)
    return `/api/${path}?${address}`
  }
  const asked = useMemo(() => {
    const path = new URL(question('sheet', { sheet: sheet.id }), location.href)
    for (const id of all) path.searchParams.append('all', id)
    return path.pathname + path.search
  }, [dashboard, sheet, place.search, all])
  const data = useSheetData(sheet, asked, round)
  const isOld = facts !== undefined && data.seq !== undefined && data.seq < facts.seq && !data.pending
  useEffect(() => {
    if (isOld) setRound(before => before + 1)
  }, [isOld])

  // So that other days can be chosen when those of the address cannot be.
  const newest = facts?.days ? newestDays(facts.days, dashboard.default_days) : null
  const settings = useMemo(() => settingsOf(dashboard, place.search), [dashboard, place.search])
  const controls: Controls = {
    dashboard,
    settings,
    set: next => go({ path: place.path, search: searchOf(writeSettings(dashboard, next)) }),
    retry: () => setRound(before => before + 1),
    all,
    showAll: visual => setAll(before => new Set([...before, visual])),
    question: (path, visual, more = {}) =>
      question(path, { visual, ...more, ...(all.has(visual) && { all: visual }) }),
  }
  useEffect(() => {
    document.title = `${dashboard.title} – connect-lake`
  }, [dashboard])
  return (
    <LookContext.Provider value={look}>
      <ControlsContext.Provider value={controls}>
        <a class="skip" href="#sheet">
          Skip to the sheet
        </a>
        <Rail
          {...{ dashboards, place, go, theme, toggleTheme }}
          current={{ dashboard: dashboard.id, sheet: sheet.id }}
        />
        <main id="sheet" tabIndex={-1}>
          <header class="header">
            <div class="header-line">
              <div>
                <h1>{dashboard.title}</h1>
                <p>{sheet.question}</p>
              </div>
              {facts && <FreshnessMark facts={facts} />}
            </div>
            <FilterBar facts={facts} shown={data.days ?? (data.problem ? newest : null)} />
          </header>
          <Sheet sheet={sheet} data={data} facts={facts} />
        </main>
      </ControlsContext.Provider>
    </LookContext.Provider>
  )
}

/** The page: the sheet that its address names, the first one otherwise. */
export function App({ dashboards }: { readonly dashboards: readonly PageDashboard[] }): VNode | null {
  const [place, go] = useAddress()
  const [, dashboardId, sheetId] = place.path.split('/')
  const dashboard = dashboards.find(({ id }) => id === dashboardId) ?? dashboards[0]
  const sheet = dashboard?.sheets.find(({ id }) => id === sheetId) ?? dashboard?.sheets[0]
  if (!dashboard || !sheet) return null
  return <View key={`${dashboard.id}/${sheet.id}`} {...{ dashboards, dashboard, sheet, place, go }} />
}
