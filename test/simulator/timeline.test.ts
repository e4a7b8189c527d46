import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTimeline } from '../../simulator/timeline.ts'

test('actions run in the order of time, those of one instant in the order asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 })), times => {
      const timeline = createTimeline(0)
      const ran: [number, number][] = []
      times.forEach((time, index) => {
        timeline.at(time, () => ran.push([timeline.now(), index]))
      })
      while (timeline.step()) {}
      const expected = times.map((time, index): [number, number] => [time, index])
      expect(ran).toEqual(expected.sort(([a, i], [b, j]) => a - b || i - j))
    }),
    { seed: 1 },
  )
})

test('time never goes back', () => {
  const timeline = createTimeline(100)
  const times: number[] = []
  timeline.after(10, () => timeline.at(5, () => times.push(timeline.now())))
  while (timeline.step()) {}
  expect(times).toEqual([110])
})
