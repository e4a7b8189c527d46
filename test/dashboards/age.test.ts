import { expect, test } from 'vitest'
import type { Facts } from '../../dashboards/local/facts.ts'
import { ageOf } from '../../dashboards/page/age.ts'

const now = Date.parse('2025-07-10T12:00:00Z')

const facts = (
  last_arrived_at: string | null,
  last_committed_at: string | null,
  time_zone = 'UTC',
): Facts => ({
  seq: 1,
  days: { from: '2025-07-01', to: '2025-07-07' },
  days_without: 0,
  time_zone,
  values: {},
  viewers: [],
  freshness: {
    ...{ last_arrived_at, last_committed_at, raw_objects: 1 },
    ...{ records_read: 1, records_accepted: 1, records_duplicate: 0 },
    ...{ records_superseded: 0, records_quarantined: 0 },
  },
})

test.each([
  ['a job that follows', '2025-07-10T11:55:00Z', '2025-07-10T11:57:00Z', 'live'],
  ['one that runs once a day, a little late', '2025-07-09T10:00:00Z', '2025-07-09T10:00:00Z', 'live'],
  ['a job that died two days ago', '2025-07-08T11:55:00Z', '2025-07-08T12:00:00Z', 'stale'],
  ['history taken in now', '2025-06-01T00:00:00Z', '2025-07-10T11:00:00Z', 'historic'],
  ['history taken in long ago', '2024-06-01T00:00:00Z', '2024-12-01T00:00:00Z', 'historic'],
  ['an empty lake', null, null, 'historic'],
])('%s', (_, arrived, committed, state) => {
  expect(ageOf(facts(arrived, committed), now).state).toBe(state)
})

test('there is data to the newest arrival, but not beyond the newest day', () => {
  expect(ageOf(facts('2025-07-07T09:00:00Z', null), now).to).toBe('2025-07-07T09:00:00Z')
  expect(ageOf(facts('2025-07-09T09:00:00Z', null), now).to).toBe('2025-07-07T23:59:59Z')
  expect(ageOf(facts(null, null), now).to).toBeUndefined()
})

test('the newest day is that of the business, and ends there', () => {
  // In New York it is four hours earlier: the first arrived before the day was over, the second after.
  expect(ageOf(facts('2025-07-08T03:00:00Z', null, 'America/New_York'), now)).toMatchObject({
    to: '2025-07-07T23:00:00Z',
    arrived: '2025-07-08T03:00:00Z',
  })
  expect(ageOf(facts('2025-07-08T05:00:00Z', null, 'America/New_York'), now)).toMatchObject({
    to: '2025-07-07T23:59:59Z',
    arrived: undefined,
  })
})
