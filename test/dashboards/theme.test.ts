import { describe, expect, test } from 'vitest'
import { themeStylesheet } from '../../dashboards/theme/stylesheet.ts'
import { type Tokens, themes } from '../../dashboards/theme/tokens.ts'

type Rgb = readonly [number, number, number]

/** Linear light of a colour `#rrggbb`. */
function linear(colour: string): Rgb {
  const channel = (at: number): number => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const [x, y] = [luminance(linear(a)), luminance(linear(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const multiply = (m: readonly Rgb[], v: Rgb): Rgb =>
  m.map(row => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as never

/** Machado, Oliveira, Fernandes 2009, severity 1. */
const deficiencies: Readonly<Record<string, readonly Rgb[]>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Oklab, × 100: a difference of 2 is just seen. */
function oklab(v: Rgb): Rgb {
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    v,
  ).map(Math.cbrt) as unknown as Rgb
  const lab = multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  )
  return lab.map(each => each * 100) as unknown as Rgb
}

const clamp = (v: Rgb): Rgb => v.map(each => Math.min(1, Math.max(0, each))) as unknown as Rgb

describe.each(Object.entries(themes))('%s', (_, tokens: Tokens) => {
  const { canvas, surface, raised, hover, selected, series } = tokens

  test.each(['ink', 'ink_muted', 'accent', 'good', 'bad', 'warning'] as const)('text: %s ≥ 4.5:1', name => {
    for (const behind of [canvas, surface, raised])
      expect(contrast(tokens[name], behind)).toBeGreaterThanOrEqual(4.5)
  })

  test('text on what is pointed at or chosen ≥ 4.5:1', () => {
    for (const behind of [hover, selected]) {
      expect(contrast(tokens.ink, behind)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens.ink_muted, behind)).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(tokens.on_accent, tokens.accent)).toBeGreaterThanOrEqual(4.5)
  })

  test('graphics and borders of controls ≥ 3:1', () => {
    for (const colour of [...series, tokens.other, tokens.muted, tokens.outline, tokens.accent])
      expect(contrast(colour, surface)).toBeGreaterThanOrEqual(3)
  })

  test.each(Object.entries(deficiencies))('categories are told apart with %s', (_, matrix) => {
    const seen = series.map(colour => oklab(clamp(multiply(matrix, linear(colour)))))
    for (const [i, a] of seen.entries())
      for (const b of seen.slice(i + 1))
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(6)
  })
})

test('a theme has every token, under the system’s and under the chosen theme', () => {
  for (const [, tokens] of Object.entries(themes))
    for (const value of [tokens.ink_muted, tokens.canvas, ...tokens.series])
      expect(themeStylesheet.split(value).length).toBeGreaterThan(2)
  expect(themeStylesheet).toMatch('prefers-color-scheme: dark')
  expect(themeStylesheet).toMatch(":root[data-theme='light']")
})
