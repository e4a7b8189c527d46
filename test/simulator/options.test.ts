import { expect, test } from 'vitest'
import { checkOptions, defaultOptions, spanOf } from '../../simulator/options.ts'

test('the default options pass', () => {
  expect(() => checkOptions(defaultOptions)).not.toThrow()
})

test('an option out of range is refused by name, with its value and what is allowed', () => {
  const refuse = (some: Partial<typeof defaultOptions>, message: string) =>
    expect(() => checkOptions({ ...defaultOptions, ...some })).toThrow(message)
  refuse({ days: 0 }, 'simulation option days: 0 is not a whole number from 1 to 3660')
  refuse({ seed: 0.5 }, 'simulation option seed: 0.5 is not a whole number')
  refuse({ damage_share: 1.5 }, 'simulation option damage_share: 1.5 is not a share from 0 to 1')
  refuse({ moved_share: Number.NaN }, 'simulation option moved_share: null is not a share from 0 to 1')
  refuse({ end: '2025-02-30' }, 'simulation option end: "2025-02-30" is not a date YYYY-MM-DD')
  refuse({ end: '15.07.2025' }, 'is not a date YYYY-MM-DD')
  refuse({ buffer_s: 0 }, 'simulation option buffer_s: 0 is not above 0 and at most 900')
  refuse({ gzip_level: 12 }, 'simulation option gzip_level: 12 is not a whole number from 1 to 9')
})

test('the span ends with the last day', () => {
  const { start_ms, end_ms } = spanOf({ ...defaultOptions, days: 2, end: '2024-03-01' })
  expect(new Date(start_ms).toISOString()).toBe('2024-02-29T00:00:00.000Z')
  expect(new Date(end_ms).toISOString()).toBe('2024-03-02T00:00:00.000Z')
})
