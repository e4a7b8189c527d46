import { options } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ThemeName } from '../theme/tokens.ts'
import { isThemeName, rememberTheme } from './theme-choice.ts'

const system = matchMedia('(prefers-color-scheme: dark)')

function shownTheme(): ThemeName {
  const { theme, printing } = document.documentElement.dataset
  if (printing !== undefined) return 'light'
  return isThemeName(theme) ? theme : system.matches ? 'dark' : 'light'
}

/** Changes what is shown, and has it drawn when this returns: what is printed waits for nothing. */
function atOnce(change: () => void): void {
  const { debounceRendering, requestAnimationFrame } = options
  const now = (draw: () => void): void => draw()
  Object.assign(options, { debounceRendering: now, requestAnimationFrame: now })
  change()
  Object.assign(options, { debounceRendering, requestAnimationFrame })
}

/** The theme that is shown, and how to change to the other one. The choice is remembered. */
export function useTheme(): readonly [ThemeName, () => void] {
  const [theme, setTheme] = useState(shownTheme)
  useEffect(() => {
    const follow = (): void => setTheme(shownTheme())
    const print = (): void => atOnce(follow)
    system.addEventListener('change', follow)
    addEventListener('beforeprint', print)
    addEventListener('afterprint', print)
    return () => {
      system.removeEventListener('change', follow)
      removeEventListener('beforeprint', print)
      removeEventListener('afterprint', print)
    }
  }, [])
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset.theme = next
    rememberTheme(next)
    setTheme(next)
  }
  return [theme, toggle]
}
