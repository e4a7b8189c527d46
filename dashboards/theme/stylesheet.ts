import { type ThemeName, type Themes, type Tokens, themes } from './tokens.ts'

const property = (name: string): string => `--${name.replaceAll('_', '-')}`

const declarations = (name: ThemeName, all: Themes): string => {
  const { series, ...tokens }: Tokens = all[name]
  const lines = [
    `color-scheme: ${name}`,
    ...Object.entries(tokens).map(([token, value]) => `${property(token)}: ${value}`),
    ...series.map((value, i) => `--series-${i + 1}: ${value}`),
  ]
  return lines.map(line => `${line};`).join(' ')
}

/** The tokens as CSS custom properties: the system's theme, unless the viewer chose one; on paper always the light one. */
export const stylesheetOf = (all: Themes): string => `:root { ${declarations('light', all)} }
@media (prefers-color-scheme: dark) { :root { ${declarations('dark', all)} } }
:root[data-theme='light'] { ${declarations('light', all)} }
:root[data-theme='dark'] { ${declarations('dark', all)} }
:root[data-printing] { ${declarations('light', all)} }
`

/** The same of our own themes: what the page is built with. */
export const themeStylesheet = stylesheetOf(themes)
