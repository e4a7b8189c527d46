import { LakeError } from '../../schema/error.ts'
import { contrast, deficiencies, differenceSeen } from './colour.ts'
import { type ThemeName, type Themes, type Tokens, themes } from './tokens.ts'

/** The colours that a company can have its own of, `#rrggbb`; what is left out stays. */
export interface Colours {
  readonly accent?: string | undefined
  readonly good?: string | undefined
  readonly bad?: string | undefined
  readonly warning?: string | undefined
  /** Categories, in the order of their weight. */
  readonly series?: readonly string[] | undefined
}

/** A company's colours on light and on dark. */
export type CompanyColours = { readonly [T in ThemeName]?: Colours | undefined }

/** Text is read from here on; graphics are seen (WCAG 2, AA). */
const TEXT = 4.5
const GRAPHICS = 3
/** Categories are told apart from here on. */
const APART = 6

const fault = (what: string, value: string, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `theme: ${what}`, value, allowed, remedy })

function checkContrast(where: string, colour: string, behind: readonly string[], least: number): void {
  for (const each of behind) {
    const found = contrast(colour, each)
    if (found < least)
      throw fault(
        `${where} is hard to see`,
        `${colour} on ${each}, contrast ${found.toFixed(1)}`,
        `a contrast of at least ${least}`,
        'choose a colour that is darker on light, or lighter on dark',
      )
  }
}

function checkApart(where: string, series: readonly string[]): void {
  for (const [i, a] of series.entries())
    for (const b of series.slice(i + 1))
      for (const deficiency of Object.keys(deficiencies))
        if (differenceSeen(a, b, deficiency) <= APART)
          throw fault(
            `two colours of ${where} look the same${deficiency === 'none' ? '' : ` to people with ${deficiency}`}`,
            `${a} and ${b}`,
            'up to eight colours that differ in lightness, too',
            'change one of the two, or leave series out',
          )
}

const WHITE = '#ffffff'
const BLACK = '#101418'

function withColours(name: ThemeName, colours: Colours): Tokens {
  const base = themes[name]
  const { canvas, surface, raised } = base
  const { accent = base.accent, good = base.good, bad = base.bad, warning = base.warning } = colours
  const { series = base.series } = colours
  for (const [token, colour] of Object.entries({ accent, good, bad, warning }))
    checkContrast(`${name}.${token}`, colour, [canvas, surface, raised], TEXT)
  for (const colour of series) checkContrast(`${name}.series`, colour, [surface], GRAPHICS)
  checkApart(`${name}.series`, series)
  const on_accent = contrast(WHITE, accent) >= contrast(BLACK, accent) ? WHITE : BLACK
  return { ...base, accent, good, bad, warning, series, ...(colours.accent && { on_accent }) }
}

/**
 * The themes in a company's colours.
 * @throws LakeError for a colour that cannot be seen on its ground, and for categories that some cannot tell apart.
 */
export const companyThemes = ({ light = {}, dark = {} }: CompanyColours): Themes => ({
  light: withColours('light', light),
  dark: withColours('dark', dark),
})
