import { expect, test } from 'vitest'
import { arrivalFolder } from '../../schema/arrival-prefix.ts'

test.each([
  ['2025/', 'year', '2026-01-01T00:00:00Z'],
  ['ctr/2025/12/', 'month', '2026-01-01T00:00:00Z'],
  ['2024/02/29/', 'day', '2024-03-01T00:00:00Z'],
  ['a/b/2025/07/01/23/', 'hour', '2025-07-02T00:00:00Z'],
  ['year=2025/', 'year', '2026-01-01T00:00:00Z'],
  ['x=1/year=2025/month=07/day=01/hour=10/', 'hour', '2025-07-01T11:00:00Z'],
  ['dt=2025-07-01/', 'day', '2025-07-02T00:00:00Z'],
  ['raw/arrival_date=2025-07-01/hour=10/', 'hour', '2025-07-01T11:00:00Z'],
])('%s is a folder of a time', (path, of, over) => {
  expect(arrivalFolder(path)).toEqual({ of, over_ms: Date.parse(over) })
})

test.each([
  'ctr/',
  '12025/',
  '1025/',
  '2025/13/',
  '2025/02/30/',
  '2025/07/01/24/x/',
  'dt=2025-02-30/',
  'dt=2025-07-01/v=1/',
  '2025-07-01/',
  '07/',
])('%s is not', path => {
  expect(arrivalFolder(path)).toBeUndefined()
})
