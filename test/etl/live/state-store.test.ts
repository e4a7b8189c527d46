/** Batches of several workers over one state: none is lost, and alerts are told once, whatever fails. */
import { expect, test } from 'vitest'
import type { Alert } from '../../../etl/live/incident.ts'
import { memoryState } from '../../../etl/live/memory.ts'
import { watchOf } from '../../../etl/live/rule.ts'
import { type StateStore, takeBatch } from '../../../etl/live/state-store.ts'
import { clock, queued, sales, support } from './events.ts'

const watch = watchOf({ rules: [{ name: 'wait', when: 'queue_wait', over_s: 60 }] })
let ids = 0
const unique = () => `u${++ids}`

function told() {
  const alerts: Alert[] = []
  return { alerts, tell: async (more: readonly Alert[]) => void alerts.push(...more) }
}

test('workers that come at once: each batch counts', async () => {
  const store = memoryState()
  const { alerts, tell } = told()
  const batches = [[queued(0, 'c1')], [queued(1, 'c2', sales)], [queued(2, 'c3', support)]]
  await Promise.all(batches.map(batch => takeBatch(store, unique, batch, watch, tell)))
  const { state } = await takeBatch(store, unique, [clock(300)], watch, tell)
  expect(Object.keys(state.world.waiting).sort()).toEqual(['c1', 'c2', 'c3'])
  expect(alerts.map(({ queue_arn }) => queue_arn)).toEqual([support.arn, sales.arn])
})

test('what could not be told is told by the next batch', async () => {
  const store = memoryState()
  const { alerts, tell } = told()
  const batch = [queued(0, 'c1'), clock(300)]
  const fails = async () => Promise.reject(new Error('the topic is not there'))
  await expect(takeBatch(store, unique, batch, watch, fails)).rejects.toThrow('the topic')
  // The batch comes again, as the stream does it.
  await takeBatch(store, unique, batch, watch, tell)
  await takeBatch(store, unique, batch, watch, tell)
  expect(alerts).toHaveLength(1)
})

test('told, and then the worker dies: the same alert comes once more, under the same id', async () => {
  const store = memoryState()
  const { alerts, tell } = told()
  let puts = 0
  const dying: StateStore = {
    read: store.read,
    replace: (...of) => (++puts === 2 ? Promise.reject(new Error('killed')) : store.replace(...of)),
  }
  const batch = [queued(0, 'c1'), clock(300)]
  await expect(takeBatch(dying, unique, batch, watch, tell)).rejects.toThrow('killed')
  await takeBatch(store, unique, batch, watch, tell)
  expect(alerts).toHaveLength(2)
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(1)
})

test('a store that never lets anybody write is given up', async () => {
  const store: StateStore = { read: memoryState().read, replace: async () => false }
  await expect(takeBatch(store, unique, [], watch, async () => {})).rejects.toThrow('20 times in a row')
})
