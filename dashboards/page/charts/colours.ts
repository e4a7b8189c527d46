import type { Cell } from '../../local/rows.ts'
import type { Dimension } from '../../spec/dataset.ts'
import type { Tokens } from '../../theme/tokens.ts'
import type { Look } from '../look.ts'

type Rgb = readonly [number, number, number]

const channels = (colour: string): Rgb => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
]

/** So much of the second colour in the first; both as `#rrggbb`. */
export function mix(a: string, b: string, part: number): string {
  const [from, to] = [channels(a), channels(b)]
  const mixed = from.map((each, i) => Math.round(each + ((to[i] ?? each) - each) * part))
  return `#${mixed.map(each => each.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map(each => {
    const c = each / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Black or white, whichever is read better on a colour. */
export function inkOn(colour: string): string {
  const light = luminance(colour)
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000'
}

/** The ends of a sequence of one hue: from what is hardly seen to what stands out. */
export const rampOf = ({ surface, series, ink }: Tokens): readonly [string, string] => {
  const hue = series[0] ?? ink
  return [mix(surface, hue, 0.16), mix(hue, ink, 0.3)]
}

/** Lines across what has no colour of a scale. */
export const hatch = ({ muted }: Tokens) => ({
  ...{ symbol: 'rect', color: muted, rotation: -Math.PI / 4 },
  ...{ dashArrayX: [1, 0], dashArrayY: [1, 5] },
})

/**
 * The colours of the values of a dimension, given the place of a value among those in the picture. A value that the lake
 * is filtered by has the colour it has everywhere; a declared one that of its place; others follow the palette.
 */
export function coloursOf(look: Look, { coloured, values }: Dimension): (value: Cell, i: number) => string {
  const { series, other } = look.tokens
  if (coloured !== undefined && look.knows(coloured))
    return value => look.colourOf(coloured, value === null ? null : String(value))
  return (value, i) => {
    if (value === null) return other
    const place = values ? values.findIndex(([each]) => String(each) === String(value)) : i
    return series[place] ?? other
  }
}
