import { useEffect, useState } from 'preact/hooks'
import type { ThemeName } from '../theme/tokens.ts'
import { isThemeName, rememberTheme } from './theme-choice.ts'

const system = matchMedia('(prefers-color-scheme: dark)')

function shownTheme(): ThemeName {
  const { theme } = document.documentElement.dataset
  return isThemeName(theme) ? theme : system.matches ? 'dark' : 'light'
}

/** The theme that is shown, and how to change to the other one. The choice is remembered. */
export function useTheme(): readonly [ThemeName, () => void] {
  const [theme, setTheme] = useState(shownTheme)
  useEffect(() => {
    const follow = (): void => setTheme(shownTheme())
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [])
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset.theme = next
    rememberTheme(next)
    setTheme(next)
  }
  return [theme, toggle]
}
