import { expect, test } from 'vitest'
import { wallClock } from '../../dashboards/local/wall-clock.ts'
import { isOpen, isOpenInterval, settledTo } from '../../dashboards/page/days.ts'

test('the clocks of a zone, in summer, in winter, and at midnight', () => {
  expect(wallClock('2025-07-15T12:00:00Z', 'UTC')).toBe('2025-07-15T12:00:00Z')
  expect(wallClock('2025-07-15T12:00:00Z', 'America/New_York')).toBe('2025-07-15T08:00:00Z')
  expect(wallClock('2025-01-15T12:00:00.250Z', 'America/New_York')).toBe('2025-01-15T07:00:00Z')
  expect(wallClock('2025-07-15T18:30:00Z', 'Asia/Kolkata')).toBe('2025-07-16T00:00:00Z')
})

test('a day is open until its last second', () => {
  expect(isOpen('2025-07-15', '2025-07-15T23:59:58Z')).toBe(true)
  expect(isOpen('2025-07-15', '2025-07-15T23:59:59Z')).toBe(false)
  expect(isOpen('2025-07-15', null)).toBe(false)
})

test('what changes for a while after its time is settled so much later', () => {
  expect(settledTo('2025-07-15T13:57:00Z', 3_600)).toBe('2025-07-15T12:57:00.000Z')
  expect(isOpen('2025-07-14', settledTo('2025-07-15T12:00:00Z', 86_400))).toBe(true)
  expect(isOpen('2025-07-13', settledTo('2025-07-15T12:00:00Z', 86_400))).toBe(false)
  expect(settledTo(null, 3_600)).toBe(null)
})

test('an interval is open until the next one begins', () => {
  const quarter = (complete_to: string | null) =>
    isOpenInterval('2025-07-15 14:15:00', '2025-07-15 14:30:00', complete_to)
  expect(quarter('2025-07-15T14:44:59Z')).toBe(true)
  expect(quarter('2025-07-15T14:45:00Z')).toBe(false)
  expect(quarter(null)).toBe(false)
})
