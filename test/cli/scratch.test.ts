import { mkdirSync, readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passing, sweepScratch } from '../../cli/scratch.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const folder = temporaryFolder()
const host = encodeURIComponent(hostname())

test('what killed processes left goes, also of one that had the number of this one; what is in use stays', async () => {
  const mine = passing('run')
  // In a container every process that is started has the number 1.
  const before = `run-${host}-${process.pid}-0a1b2c3d4e`
  // Above the largest number that Linux gives.
  const gone = `run-${host}-4194305-0a1b2c3d4e`
  const others = `run-${host}-${process.ppid}-0a1b2c3d4e`
  const elsewhere = 'run-other-1-0a1b2c3d4e'
  for (const name of [mine, before, gone, others, elsewhere]) mkdirSync(join(folder, name))
  await sweepScratch(folder)
  expect(readdirSync(folder).sort()).toEqual([mine, others, elsewhere].sort())
})
