import { expect, test } from 'vitest'
import {
  formatAge,
  formatAxisUsd,
  formatCell,
  formatClock,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTarget,
  formatTick,
} from '../../dashboards/page/format.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test.each([
  [0, '0 s'],
  [0.4, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 m 0 s'],
  [252.33333, '4 m 12 s'],
  [3599.7, '1 h 0 m'],
  [18387.5, '5 h 6 m'],
])('%s s is %s', (seconds, expected) => {
  expect(plain(formatDuration(seconds))).toBe(expected)
})

test.each([
  [7, '0:00:07'],
  [252.3, '0:04:12'],
  [3599.7, '1:00:00'],
  [360000, '100:00:00'],
])('%s s is %s in a table', (seconds, expected) => {
  expect(formatClock(seconds)).toBe(expected)
})

test('numbers', () => {
  expect(formatCount(12345)).toBe('12,345')
  expect(plain(formatPercent(6.0499))).toBe('6.0 %')
  expect(plain(formatTarget(80))).toBe('80 %')
  expect(plain(formatTarget(82.5))).toBe('82.5 %')
  expect([0, 950, 1200, 2000, 12000].map(formatTick)).toEqual(['0', '950', '1.2k', '2k', '12k'])
})

test.each([
  [0, '0 B'],
  [950, '950 B'],
  [1_000, '1.0 kB'],
  [66_925_275, '66.9 MB'],
  [2.5e15, '2500.0 TB'],
])('%s bytes are %s', (bytes, expected) => {
  expect(plain(formatNumber(bytes, 'bytes'))).toBe(expected)
})

test.each([
  [0, '$0.00'],
  [1234.5, '$1,234.50'],
  [2.383, '$2.38'],
  [0.00207, '$0.0021'],
  [0.05, '$0.0500'],
])('%s US dollars are %s', (usd, expected) => {
  expect(plain(formatNumber(usd, 'usd'))).toBe(expected)
  expect(plain(formatNumber(usd, 'usd_per_thousand'))).toBe(expected)
})

test('the number of an axis of dollars is short', () => {
  expect([0, 0.5, 2, 1200].map(usd => plain(formatAxisUsd(usd)))).toEqual(['$0', '$0.5', '$2', '$1,200'])
})

test('no value is a dash, or what the column says', () => {
  expect(formatNumber(null, 'count')).toBe('–')
  expect(formatCell(null, { name: 'q', label: 'Queue', type: 'text', none: 'No queue' })).toBe('No queue')
})

test('the age of data', () => {
  const now = Date.parse('2025-07-01T12:00:00Z')
  const age = (iso: string) => formatAge(iso, now)
  expect(age('2025-07-01T11:59:40Z')).toBe('just now')
  expect(age('2025-07-01T11:57:00Z')).toBe('3 min ago')
  expect(age('2025-07-01T09:30:00Z')).toBe('2 h ago')
  expect(age('2025-06-30T11:00:00Z')).toBe('25 h ago')
  expect(age('2025-06-29T11:00:00Z')).toBe('2 days ago')
  expect(age('2025-07-01T12:10:00Z')).toBeUndefined()
})
