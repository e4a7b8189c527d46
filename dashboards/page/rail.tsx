import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { PageDashboard } from '../local/model.ts'
import type { ThemeName } from '../theme/tokens.ts'
import { useControls } from './controls.ts'
import { Icon } from './icons.tsx'
import { SheetLink } from './sheet-link.tsx'
import { ViewAs, type ViewAsProps } from './view-as.tsx'

interface RailProps {
  readonly theme: ThemeName
  readonly toggleTheme: () => void
  readonly eyes: ViewAsProps
}

interface DashboardLinksProps {
  readonly dashboard: PageDashboard
  readonly onGo: () => void
}

/** A dashboard, and while it is shown its sheets, where it has more than one. */
function DashboardLinks({ dashboard, onGo }: DashboardLinksProps): VNode {
  const { dashboard: shown, sheet: shownSheet, placeOf } = useControls()
  const { id, title, icon, sheets } = dashboard
  const isShown = id === shown?.id
  const hasSheets = sheets.length > 1
  return (
    <li>
      <SheetLink
        place={placeOf({ dashboard: id, sheet: sheets[0]?.id ?? '' })}
        isCurrent={isShown && !hasSheets}
        class={isShown && hasSheets ? 'rail-dashboard is-open' : 'rail-dashboard'}
        onGo={onGo}
      >
        <Icon name={icon} />
        {title}
      </SheetLink>
      {isShown && hasSheets && (
        <ul class="rail-sheets">
          {sheets.map(sheet => (
            <li key={sheet.id}>
              <SheetLink
                place={placeOf({ dashboard: id, sheet: sheet.id })}
                isCurrent={sheet.id === shownSheet?.id}
                onGo={onGo}
              >
                {sheet.title}
              </SheetLink>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** The way to every sheet; a menu where there is no room beside the sheet. */
export function Rail({ theme, toggleTheme, eyes }: RailProps): VNode {
  const { dashboards } = useControls()
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLElement>(null)
  useEffect(() => {
    const leave = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [])
  return (
    <nav class={open ? 'rail is-open' : 'rail'} aria-label="Sheets" ref={root}>
      <div class="brand">
        <button
          type="button"
          class="menu-button"
          aria-expanded={open}
          aria-label="Menu"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} />
        </button>
        <svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d="M2 6c2.7-2.6 5.3-2.6 8 0s5.3 2.6 8 0M2 11c2.7-2.6 5.3-2.6 8 0s5.3 2.6 8 0M2 16c2.7-2.6 5.3-2.6 8 0s5.3 2.6 8 0" />
        </svg>
        connect-lake
      </div>
      <ul class="rail-dashboards">
        {dashboards.map(dashboard => (
          <DashboardLinks key={dashboard.id} dashboard={dashboard} onGo={() => setOpen(false)} />
        ))}
      </ul>
      <div class="rail-foot">
        <ViewAs {...eyes} />
        <button type="button" class="theme-button" onClick={toggleTheme}>
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
          {theme === 'dark' ? 'Light theme' : 'Dark theme'}
        </button>
      </div>
    </nav>
  )
}
