import { expect, test } from 'vitest'
import { syncCatalogs } from '../../../etl/job/catalog.ts'
import type { TableCatalog } from '../../../lake/catalog/catalog.ts'
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

/** A log whose newest commit is the next of these at each look, and a catalog that notes what it is to show. */
function watched(heads: readonly number[], sync?: () => Promise<void>) {
  const left = [...heads]
  const shown: (readonly string[])[] = []
  const log = { head: async () => stateOf(left.shift() ?? -1) } as Log
  const catalog: TableCatalog = {
    name: 'a catalog',
    differences: async () => [],
    repair: async () => [],
    async sync(wanted) {
      await sync?.()
      shown.push(wanted.flatMap(({ partitions }) => Object.values(partitions)))
    },
  }
  return { log, catalog, shown, left }
}

test('what is committed is shown; days without rows are not', async () => {
  const { log, catalog, shown } = watched([3, 3])
  await syncCatalogs([catalog], log)
  expect(shown).toEqual([['ledger/dt=2025-07-01/v=v3/']])
})

test('who was overtaken by another writer does not leave what is old', async () => {
  const { log, catalog, shown, left } = watched([3, 4, 6, 6])
  await syncCatalogs([catalog], log)
  expect(shown.at(-1)).toEqual(['ledger/dt=2025-07-01/v=v6/'])
  expect(left).toEqual([])
})

test('a catalog that cannot be reached: it is said that what is committed is committed', async () => {
  const { log, catalog } = watched([3], async () => {
    throw new LakeError({
      what: 'AWS denied access',
      value: 'Glue',
      allowed: 'a permission',
      remedy: 'allow it',
    })
  })
  const error = await syncCatalogs([catalog], log).catch(error => error)
  expect(error).toBeInstanceOf(LakeError)
  expect(error).toMatchObject({
    what: 'committed, but not shown by a catalog: AWS denied access',
    value: 'Glue',
    allowed: 'a permission',
    remedy: expect.stringMatching(/^allow it; the next run, or connect-lake catalog repair/),
  })
})
