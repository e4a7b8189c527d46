import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planRun } from '../../etl/run-plan.ts'

const object = (size_bytes: number, i: number) => ({ key: `o${i}`, size_bytes, arrived_at_ms: i })

test('batches hold every object once, in the order given, and no more bytes than allowed, unless alone', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 150 }), (sizes, batch_bytes) => {
      const objects = sizes.map(object)
      const batches = planRun(objects, { batch_bytes })
      expect(batches.flatMap(batch => batch.objects)).toEqual(objects)
      for (const { objects: some, size_bytes } of batches) {
        expect(size_bytes).toBe(some.reduce((sum, each) => sum + each.size_bytes, 0))
        if (some.length > 1) expect(size_bytes).toBeLessThanOrEqual(batch_bytes)
      }
    }),
    { seed: 20250701, numRuns: 300 },
  )
})

test('nothing new: no batch, so no commit', () => {
  expect(planRun([], { batch_bytes: 10 })).toEqual([])
})

test('empty objects cost nothing, but are consumed', () => {
  const batches = planRun([0, 10, 0, 1].map(object), { batch_bytes: 10 })
  expect(batches.map(batch => [batch.objects.map(({ key }) => key).join(), batch.size_bytes])).toEqual([
    ['o0,o1,o2', 10],
    ['o3', 1],
  ])
})
