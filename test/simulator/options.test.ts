import { expect, test } from 'vitest'
import { checkOptions, defaultOptions, spanOf } from '../../simulator/options.ts'

test('the default options pass', () => {
  expect(() => checkOptions(defaultOptions)).not.toThrow()
})

test('an option out of range is refused by name, with its value and what is allowed', () => {
  const refuse = (name: keyof typeof defaultOptions, value: string | number, allowed: string) =>
    expect(() => checkOptions({ ...defaultOptions, [name]: value })).toThrow(
      expect.objectContaining({
        what: `the simulation cannot have this ${name}`,
        value: String(value),
        allowed,
      }),
    )
  refuse('days', 0, 'a whole number from 1 to 3660')
  refuse('seed', 0.5, 'a whole number from -2147483648 to 2147483647')
  refuse('damage_share', 1.5, 'a share from 0 to 1')
  refuse('moved_share', Number.NaN, 'a share from 0 to 1')
  refuse('end', '2025-02-30', 'a day that exists, as YYYY-MM-DD')
  refuse('end', '2025-13-01', 'a day that exists, as YYYY-MM-DD')
  refuse('end', '15.07.2025', 'a day that exists, as YYYY-MM-DD')
  refuse('buffer_s', 0, 'above 0 and at most 900')
  refuse('gzip_level', 12, 'a whole number from 1 to 9')
})

test('the span ends with the last day', () => {
  const { start_ms, end_ms } = spanOf({ ...defaultOptions, days: 2, end: '2024-03-01' })
  expect(new Date(start_ms).toISOString()).toBe('2024-02-29T00:00:00.000Z')
  expect(new Date(end_ms).toISOString()).toBe('2024-03-02T00:00:00.000Z')
})
