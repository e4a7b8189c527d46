import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { PageDashboard } from '../local/model.ts'
import type { ThemeName } from '../theme/tokens.ts'
import type { Place } from './address.ts'
import { Icon } from './icons.tsx'

interface RailProps {
  readonly dashboards: readonly PageDashboard[]
  readonly place: Place
  readonly current: { readonly dashboard: string; readonly sheet: string }
  readonly go: (place: Place) => void
  readonly theme: ThemeName
  readonly toggleTheme: () => void
}

/** The way to every sheet; a menu where there is no room beside the sheet. */
export function Rail({ dashboards, place, current, go, theme, toggleTheme }: RailProps): VNode {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLElement>(null)
  useEffect(() => {
    const leave = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [])
  const links = dashboards.flatMap(dashboard =>
    dashboard.sheets.map((sheet, i) => ({
      path: i === 0 ? `/${dashboard.id}` : `/${dashboard.id}/${sheet.id}`,
      title: dashboard.sheets.length === 1 ? dashboard.title : sheet.title,
      isCurrent: dashboard.id === current.dashboard && sheet.id === current.sheet,
    })),
  )
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
      <ul>
        {links.map(({ path, title, isCurrent }) => (
          <li key={path}>
            <a
              // Filters go along.
              href={path + place.search}
              aria-current={isCurrent ? 'page' : undefined}
              onClick={event => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                setOpen(false)
                go({ path, search: place.search })
              }}
            >
              <Icon name="overview" />
              {title}
            </a>
          </li>
        ))}
      </ul>
      <button type="button" class="theme-button" onClick={toggleTheme}>
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        {theme === 'dark' ? 'Light theme' : 'Dark theme'}
      </button>
    </nav>
  )
}
