/** A run that workers share, of which any storage call fails once. */
import { beforeAll, expect, test } from 'vitest'
import { objectsOf, planShared } from '../../../etl/job/distribute.ts'
import { type PublishReport, publish } from '../../../etl/job/publish.ts'
import { transform } from '../../../etl/job/transform.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { type Around, observed } from '../../fixture/observed-storage.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const limits = { ...defaultLimits, batch_bytes: 2_000 }

/** Two objects, each a batch, the second with a newer version of a contact of the first, and damage. */
function lakeOf(around: Around): TestLake {
  const lake = testLake(folder, storage => observed(storage, around))
  const old = [contactRecord({ id: 'a' }), contactRecord({ id: 'b' })]
  const newer = [contactRecord({ id: 'b', updated: '2025-07-09T00:00:00Z' })]
  lake.add('2025/07/01/10/old', concatenated(old))
  lake.add('2025/07/01/11/new', Buffer.concat([concatenated(newer), Buffer.from('{"cut')]))
  return lake
}

/** Plans, reads and publishes, each step again when it fails. */
async function stubborn({ ports, storage }: TestLake): Promise<PublishReport> {
  const again = async <R>(step: () => Promise<R>): Promise<R> => step().catch(step)
  const { run, batches } = await again(() => planShared(ports, { limits, audit: false }))
  expect(batches).toBe(2)
  for (const batch of [0, 1])
    await again(async () => transform(ports, run, batch, await objectsOf(storage, { run, batch }), limits))
  return again(() => publish(ports, run, limits))
}

const rowsOf = async (lake: TestLake) => ({
  contacts: await lake.rows(
    'SELECT contact_id, CAST(last_update_timestamp AS varchar) AS updated FROM contact_record ORDER BY 1',
  ),
  books: await lake.rows(
    'SELECT object_key, table_name, read, accepted, replaced, quarantined FROM ledger ORDER BY 1, 2',
  ),
  quarantined: (await lake.rows('SELECT quarantine_id FROM quarantine')).length,
})

/** The storage calls of an undisturbed run, by name. */
let calls: readonly string[]
let undisturbed: Awaited<ReturnType<typeof rowsOf>>
beforeAll(async () => {
  const made: string[] = []
  const lake = lakeOf((call, name) => {
    made.push(name)
    return call()
  })
  await stubborn(lake)
  calls = [...made]
  undisturbed = await rowsOf(lake)
  expect([undisturbed.contacts.length, undisturbed.quarantined]).toEqual([2, 1])
  expect(calls.length).toBeGreaterThan(20)
})

test.each(['before', 'after'] as const)(
  'each step can be repeated: a call fails %s it is done',
  async when => {
    // Every fourth of them, before and after two apart: what comes of a call depends little on which neighbour it is.
    for (let failAt = when === 'before' ? 0 : 2; failAt < calls.length; failAt += 4) {
      let made = 0
      const lake = lakeOf(async call => {
        const failing = made++ === failAt
        if (failing && when === 'before') throw new Error('fault')
        const result = await call()
        if (failing) throw new Error('lost answer')
        return result
      })
      const said = `call ${failAt} of ${calls.length}, ${calls[failAt]}`
      expect((await stubborn(lake)).missing, said).toEqual([])
      expect(await rowsOf(lake), said).toEqual(undisturbed)
    }
  },
  300_000,
)
