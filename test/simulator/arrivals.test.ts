import { expect, test } from 'vitest'
import { startArrivals } from '../../simulator/arrivals.ts'
import { HOUR_MS } from '../../simulator/calendar.ts'
import { createCentre } from '../../simulator/centre.ts'
import { createDemands } from '../../simulator/demand.ts'
import { defaultOptions, spanOf } from '../../simulator/options.ts'
import { randomStreams } from '../../simulator/random.ts'
import { createTimeline } from '../../simulator/timeline.ts'

test('arrivals follow the expected volume, hour by hour', () => {
  const options = { ...defaultOptions, days: 7, contacts_per_day: 50_000 }
  const span = spanOf(options)
  const random = randomStreams(1)
  const [support] = createDemands(createCentre(random.centre), random.demand, options)
  if (!support) throw new Error('there is no demand')
  const timeline = createTimeline(span.start_ms)
  const arrived = new Map<number, number>()
  startArrivals(timeline, random.arrivals, support, span, () => {
    const hour_ms = Math.floor(timeline.now() / HOUR_MS) * HOUR_MS
    arrived.set(hour_ms, (arrived.get(hour_ms) ?? 0) + 1)
  })
  while (timeline.step()) {}
  for (let hour_ms = span.start_ms; hour_ms < span.end_ms; hour_ms += HOUR_MS) {
    const expected = support.perHour(hour_ms)
    const off = Math.abs((arrived.get(hour_ms) ?? 0) - expected)
    // Five standard deviations of a Poisson count.
    expect(off, new Date(hour_ms).toISOString()).toBeLessThan(5 * Math.sqrt(expected) + 5)
  }
})

test('all demands together make the volume asked for, and weather only moves it between hours', () => {
  const random = randomStreams(2)
  const options = { ...defaultOptions, days: 3 }
  const { start_ms } = spanOf(options)
  for (const demand of createDemands(createCentre(random.centre), random.demand, options)) {
    const hours = Array.from({ length: 72 }, (_, hour) => start_ms + hour * HOUR_MS)
    const total = (volume: (at_ms: number) => number) =>
      hours.reduce((sum, hour_ms) => sum + volume(hour_ms), 0)
    expect(total(demand.perHour)).toBeCloseTo(total(demand.plannedPerHour), 6)
    expect(demand.perHour(start_ms - HOUR_MS)).toBe(0)
  }
})
