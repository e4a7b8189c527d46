import { type ThemeName, type Tokens, themes } from './tokens.ts'

const property = (name: string): string => `--${name.replaceAll('_', '-')}`

const declarations = (name: ThemeName): string => {
  const { series, ...tokens }: Tokens = themes[name]
  const lines = [
    `color-scheme: ${name}`,
    ...Object.entries(tokens).map(([token, value]) => `${property(token)}: ${value}`),
    ...series.map((value, i) => `--series-${i + 1}: ${value}`),
  ]
  return lines.map(line => `${line};`).join(' ')
}

/** The tokens as CSS custom properties: the system's theme, unless the viewer chose one. */
export const themeStylesheet = `:root { ${declarations('light')} }
@media (prefers-color-scheme: dark) { :root { ${declarations('dark')} } }
:root[data-theme='light'] { ${declarations('light')} }
:root[data-theme='dark'] { ${declarations('dark')} }
`
