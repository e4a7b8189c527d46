/** The colours of one theme, by their use. `#rrggbb`. */
export interface Tokens {
  /** Behind everything. */
  readonly canvas: string
  /** Cards, header, rail. */
  readonly surface: string
  /** What floats: menus, tooltips, dialogs. */
  readonly raised: string
  readonly hairline: string
  /** Borders of what can be typed into or pressed. */
  readonly outline: string
  readonly ink: string
  readonly ink_muted: string
  readonly grid: string
  readonly hover: string
  readonly selected: string
  readonly accent: string
  readonly on_accent: string
  /** Only for measures that have a target, and never alone. */
  readonly good: string
  readonly bad: string
  readonly warning: string
  /** What a bar or an arc runs on. */
  readonly track: string
  /** Too few to be compared. */
  readonly muted: string
  /** Categories in the order of their weight; told apart with the three common colour-vision deficiencies, too. */
  readonly series: readonly string[]
  /** Categories beyond those, and all others together. */
  readonly other: string
}

export type ThemeName = 'light' | 'dark'

export type Themes = Readonly<Record<ThemeName, Tokens>>

export const themes: Themes = {
  light: {
    canvas: '#f5f6f8',
    surface: '#ffffff',
    raised: '#ffffff',
    hairline: '#e3e6eb',
    outline: '#868f9c',
    ink: '#1b2028',
    ink_muted: '#5a6472',
    grid: '#eceef2',
    hover: '#eef0f4',
    selected: '#e4edfc',
    accent: '#1b61c9',
    on_accent: '#ffffff',
    good: '#1a7a48',
    bad: '#c22f2f',
    warning: '#8f5f00',
    track: '#e7eaef',
    muted: '#8b94a1',
    series: ['#3a81d5', '#d57d5a', '#027856', '#ce438f', '#503a84', '#a27900', '#074157', '#952f1e'],
    other: '#8b94a1',
  },
  dark: {
    canvas: '#0e1115',
    surface: '#161a20',
    raised: '#1e242c',
    hairline: '#282e38',
    outline: '#69748a',
    ink: '#e6e9ee',
    ink_muted: '#9ba5b4',
    grid: '#232932',
    hover: '#212730',
    selected: '#1a2f50',
    accent: '#74adff',
    on_accent: '#0c1a2e',
    good: '#46bf83',
    bad: '#ff8078',
    warning: '#dba73d',
    track: '#2a313b',
    muted: '#6f7a89',
    series: ['#548aea', '#f29846', '#4accb2', '#d34c9f', '#cba3ff', '#f4e069', '#b9effe', '#9c5345'],
    other: '#7d8897',
  },
}
