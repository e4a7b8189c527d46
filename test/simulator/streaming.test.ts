import { expect, test } from 'vitest'
import { defaultOptions, type Progress, simulate } from '../../simulator/index.ts'

async function reports(days: number): Promise<Progress[]> {
  const list: Progress[] = []
  const options = { ...defaultOptions, days, contacts_per_day: 500, agent_events: false }
  await simulate(options, { put: async () => {} }, progress => list.push(progress))
  return list
}

test('contacts in memory are those of a day, however many days there are', async () => {
  const [short, long] = [await reports(3), await reports(10)]
  const peak = (list: readonly Progress[]) => Math.max(...list.map(({ in_flight }) => in_flight))
  expect(peak(long)).toBeLessThan(500 * 0.2)
  expect(peak(long)).toBeLessThan(2 * peak(short) + 50)
})

test('progress is told after each day', async () => {
  const list = await reports(3)
  expect(list.map(({ day, days }) => [day, days])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
  expect(list[2]?.contacts).toBeGreaterThan(1_250)
  expect(list[2]?.objects).toBeGreaterThan(50)
  expect(list[2]?.bytes).toBeGreaterThan(250_000)
})
