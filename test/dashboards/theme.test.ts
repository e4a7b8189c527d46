import { describe, expect, test } from 'vitest'
import { contrast, deficiencies, differenceSeen } from '../../dashboards/theme/colour.ts'
import { companyThemes } from '../../dashboards/theme/company.ts'
import { stylesheetOf, themeStylesheet } from '../../dashboards/theme/stylesheet.ts'
import { type Tokens, themes } from '../../dashboards/theme/tokens.ts'

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

  test.each(Object.keys(deficiencies))('categories are told apart with %s', deficiency => {
    for (const [i, a] of series.entries())
      for (const b of series.slice(i + 1)) expect(differenceSeen(a, b, deficiency)).toBeGreaterThan(6)
  })
})

test('a theme has every token, under the system’s and under the chosen theme', () => {
  for (const [, tokens] of Object.entries(themes))
    for (const value of [tokens.ink_muted, tokens.canvas, ...tokens.series])
      expect(themeStylesheet.split(value).length).toBeGreaterThan(2)
  expect(themeStylesheet).toMatch('prefers-color-scheme: dark')
  expect(themeStylesheet).toMatch(":root[data-theme='light']")
})

describe('colour', () => {
  // Known values: black on white is 21, and WCAG's own example of the darkest grey that fails on white is #777777.
  test('contrast', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  test('red and green of one lightness are one to people with deuteranopia', () => {
    expect(differenceSeen('#cc4444', '#8a7a00', 'none')).toBeGreaterThan(15)
    expect(differenceSeen('#cc4444', '#8a7a00', 'deuteranopia')).toBeLessThan(
      differenceSeen('#cc4444', '#8a7a00', 'none') / 2,
    )
  })
})

describe('a company’s colours', () => {
  test('replace those named, on the ground named, and nothing else', () => {
    const company = companyThemes({ light: { accent: '#7a1fa2' } })
    expect(company.light).toEqual({ ...themes.light, accent: '#7a1fa2', on_accent: '#ffffff' })
    expect(company.dark).toEqual(themes.dark)
    expect(stylesheetOf(company)).toMatch('--accent: #7a1fa2;')
  })

  test('none are ours', () => {
    expect(companyThemes({})).toEqual(themes)
  })

  test.each([
    [{ light: { accent: '#ffcc00' } }, /light\.accent is hard to see/, /#ffcc00 on #/],
    [{ dark: { bad: '#5a0000' } }, /dark\.bad is hard to see/, /#5a0000 on #/],
    [{ light: { series: ['#eeeeee'] } }, /light\.series is hard to see/, /#eeeeee/],
    [{ light: { series: ['#3a81d5', '#3a81d6'] } }, /look the same/, /#3a81d5 and #3a81d6/],
  ])('%j is refused', (colours, what, value) => {
    expect(() => companyThemes(colours)).toThrow(
      expect.objectContaining({
        what: expect.stringMatching(what),
        value: expect.stringMatching(value),
      }),
    )
  })
})
