import { expect, test } from 'vitest'
import { STAGED, sweepStaged } from '../../../etl/job/staged-folder.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'

const folder = temporaryFolder()

test('what a killed run left in the making goes after a week, and nothing else', async () => {
  const { storage } = testLake(folder)
  const [left, row] = [
    `${STAGED}merge-1/contact_record/found.parquet`,
    'contact_record/dt=2025-07-01/v=1-a/x.parquet',
  ]
  for (const key of [left, row]) await storage.put(key, Buffer.from('x'))
  const keys = async () => {
    const all: string[] = []
    for await (const { key } of storage.list('')) all.push(key)
    return all.sort()
  }
  const now_ms = Date.now()
  await sweepStaged(storage, now_ms + 6 * 86_400_000)
  expect(await keys()).toEqual([left, row].sort())
  await sweepStaged(storage, now_ms + 8 * 86_400_000)
  expect(await keys()).toEqual([row])
})
