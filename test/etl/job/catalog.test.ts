import { expect, test } from 'vitest'
import { syncCatalogs } from '../../../etl/job/catalog.ts'
import type { TableCatalog } from '../../../lake/catalog/catalog.ts'
import type { Commit } from '../../../lake/log/commit.ts'
import type { Log } from '../../../lake/log/log.ts'
import { emptyState, type LakeState } from '../../../lake/log/state.ts'
import { LakeError } from '../../../schema/error.ts'

const stateOf = (seq: number): LakeState => ({
  ...emptyState,
  seq,
  partitions: {
    ledger: {
      '2025-07-01': { version: `v${seq}`, files: [{ name: 'f', rows: 1, size_bytes: 1, schema: 's' }] },
      // Looked into, and nothing came of it.
      '2025-07-02': { version: `v${seq}`, files: [] },
    },
  },
})

/** A log that has these commits one after the other, another after each look, and a catalog that notes what it is to show. */
function watched(heads: readonly number[], sync?: () => Promise<void>) {
  const [first = 0, ...left] = heads
  let newest = first
  const shown: (readonly string[])[] = []
  const log = {
    async read(seq) {
      newest = left.shift() ?? newest
      return seq <= newest ? ({ seq } as Commit) : undefined
    },
    head: async () => stateOf(newest),
  } as Log
  const catalog: TableCatalog = {
    name: 'a catalog',
    differences: async () => [],
    repair: async () => [],
    async sync(wanted) {
      await sync?.()
      shown.push(wanted.flatMap(({ partitions }) => Object.values(partitions)))
    },
  }
  return { log, catalog, shown, known: stateOf(first) }
}

test('what is committed is shown; days without rows are not', async () => {
  const { log, catalog, shown, known } = watched([3, 3])
  await syncCatalogs([catalog], log, known)
  expect(shown).toEqual([['ledger/dt=2025-07-01/v=v3/']])
})

test('who was overtaken by another writer does not leave what is old', async () => {
  const { log, catalog, shown, known } = watched([3, 4, 6, 6])
  await syncCatalogs([catalog], log, known)
  expect(shown.flat()).toEqual([3, 4, 6].map(seq => `ledger/dt=2025-07-01/v=v${seq}/`))
})

test('a catalog that cannot be reached: it is said that what is committed is committed', async () => {
  const { log, catalog, known } = watched([3], async () => {
    throw new LakeError({
      what: 'AWS denied access',
      value: 'Glue',
      allowed: 'a permission',
      remedy: 'allow it',
    })
  })
  const error = await syncCatalogs([catalog], log, known).catch(error => error)
  expect(error).toBeInstanceOf(LakeError)
  expect(error).toMatchObject({
    what: 'committed, but not shown by a catalog: AWS denied access',
    value: 'Glue',
    allowed: 'a permission',
    remedy: expect.stringMatching(/^allow it; the next run, or connect-lake catalog repair/),
  })
})
