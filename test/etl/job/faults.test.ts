import { describe, expect, test } from 'vitest'
import type { Storage } from '../../../lake/storage/storage.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { observed } from '../../fixture/observed-storage.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

/** Fails one call of a storage: before it does anything, or after it has done all and only the answer is lost. */
class FaultyStorage {
  calls = 0
  failAt = Number.POSITIVE_INFINITY
  when: 'before' | 'after' = 'before'

  around(storage: Storage): Storage {
    return observed(storage, async call => {
      const failing = ++this.calls === this.failAt
      if (failing && this.when === 'before') throw new Error(`fault before call ${this.calls}`)
      const result = await call()
      if (failing) throw new Error(`fault after call ${this.calls}`)
      return result
    })
  }
}

const first = ['a', 'b', 'c'].map(id => contactRecord({ id, attributes: { k: 'old' } }))
const second = [
  contactRecord({ id: 'b', updated: '2025-07-09T00:00:00Z', attributes: { k: 'new' } }),
  contactRecord({ id: 'd', at: '2025-07-02T10:00:00Z' }),
]

const contents = async (lake: TestLake) => ({
  contacts: await lake.rows(
    'SELECT contact_id, last_update_timestamp, dt, source_object FROM contact_record ORDER BY 1',
  ),
  attributes: await lake.rows('SELECT contact_id, attribute_value, dt FROM contact_attribute ORDER BY 1'),
  ledger: await lake.rows('SELECT object_key, table_name, read, accepted, replaced FROM ledger ORDER BY 1'),
  quarantine: await lake.rows('SELECT object_key, byte_offset, reason FROM quarantine ORDER BY 1'),
})

/** A lake with one commit, and more on the raw side. */
async function prepared(faults: FaultyStorage): Promise<TestLake> {
  const lake = testLake(folder, storage => faults.around(storage))
  lake.add('1', concatenated(first))
  await lake.run()
  lake.add('2', Buffer.concat([concatenated(second), Buffer.from('{"cut')]))
  faults.calls = 0
  return lake
}

describe.each(['before', 'after'] as const)('a storage call that fails %s it is done', when => {
  test('at each step: nothing half is seen, and the repeat ends in the same lake', async () => {
    const undisturbed = new FaultyStorage()
    const model = await prepared(undisturbed)
    const before = await contents(model)
    undisturbed.calls = 0
    await model.run()
    const calls = undisturbed.calls
    const after = await contents(model)
    expect(after.contacts).toHaveLength(4)
    expect(calls).toBeGreaterThan(15)

    for (let failAt = 1; failAt <= calls; failAt++) {
      const faults = new FaultyStorage()
      const lake = await prepared(faults)
      Object.assign(faults, { calls: 0, failAt, when })
      // A lost answer after the commit itself may be read back as our own, so the run can still end well.
      const failed = await lake.run().then(
        () => false,
        () => true,
      )
      faults.failAt = Number.POSITIVE_INFINITY
      const seen = await contents(lake)
      if (seen.contacts.length === 3) expect(seen, `call ${failAt}`).toEqual(before)
      else expect(seen, `call ${failAt}`).toEqual(after)
      if (when === 'before') expect(failed, `call ${failAt}`).toBe(true)

      await lake.run()
      expect(await contents(lake), `after the repeat of call ${failAt}`).toEqual(after)
    }
  }, 120_000)
})

test('two runs at once: one history, nothing lost or doubled', async () => {
  const lake = testLake(folder)
  for (let i = 0; i < 6; i++)
    lake.add(`object-${i}`, concatenated([contactRecord({ id: `c${i}` }), contactRecord({ id: 'shared' })]))
  const limits = { batch_bytes: 1 }
  const reports = await Promise.all([lake.run({ limits }), lake.run({ limits }), lake.run({ limits })])
  expect(reports.reduce((sum, { objects }) => sum + objects, 0)).toBe(6)
  expect(
    await lake.rows('SELECT count(*) AS n, count(DISTINCT contact_id) AS ids FROM contact_record'),
  ).toEqual([{ n: 7, ids: 7 }])
  expect(
    await lake.rows('SELECT object_key, count(*) AS n FROM ledger GROUP BY 1 HAVING count(*) > 1'),
  ).toEqual([])
  const history = await lake.log.history(100)
  expect(history.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1])
})

test('a reader beside a run sees the old lake or the new one', async () => {
  const lake = testLake(folder)
  lake.add('0', concatenated(Array.from({ length: 20 }, (_, i) => contactRecord({ id: `c${i}` }))))
  await lake.run()
  const seen = new Set<string>()
  let done = false
  const reader = (async () => {
    while (!done) {
      const [row] = await lake.rows<{ n: number; ids: number; new: number }>(
        `SELECT count(*) AS n, count(DISTINCT contact_id) AS ids, count_if(disconnect_reason = 'NEW') AS new FROM contact_record`,
      )
      expect(row?.n).toBe(row?.ids)
      seen.add(`${row?.n} rows, ${row?.new} new`)
    }
  })()
  for (let round = 1; round <= 3; round++) {
    const newer = (i: number) =>
      contactRecord({
        id: `c${i}`,
        updated: `2025-07-0${round + 1}T00:00:00Z`,
        more: { DisconnectReason: 'NEW' },
      })
    lake.add(`${round}`, concatenated([newer(round), contactRecord({ id: `extra${round}` })]))
    await lake.run()
  }
  done = true
  await reader
  expect(['20 rows, 0 new', '21 rows, 1 new', '22 rows, 2 new', '23 rows, 3 new']).toEqual(
    expect.arrayContaining([...seen]),
  )
})
