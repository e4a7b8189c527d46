import type { ThemeName } from '../theme/tokens.ts'

const KEY = 'connect-lake.theme'

export const isThemeName = (text: unknown): text is ThemeName => text === 'light' || text === 'dark'

/** The theme the viewer once chose. A browser that keeps nothing has none. */
export function rememberedTheme(): ThemeName | undefined {
  try {
    const theme = localStorage.getItem(KEY)
    return isThemeName(theme) ? theme : undefined
  } catch {
    return undefined
  }
}

/** Remembers the choice, where the browser keeps anything. */
export function rememberTheme(theme: ThemeName): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // It lasts as long as the page, then.
  }
}
