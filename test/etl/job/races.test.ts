import { expect, test } from 'vitest'
import { run } from '../../../etl/job/run.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { collect } from '../../../lake/log/collect.ts'
import type { Commit } from '../../../lake/log/commit.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

test('a run whose files were collected under it, since another run was faster, plans again', async () => {
  const lake = testLake(folder)
  lake.add('1', concatenated([contactRecord({ id: 'a' })]))
  await lake.run()
  lake.add('2', concatenated([contactRecord({ id: 'a', updated: '2025-08-01T00:00:00Z' })]))

  // The slow run stops before it stages anything: it has planned on a state that is about to be replaced.
  let benches = 0
  const workbench = async () => {
    if (++benches === 2) {
      await lake.run()
      await collect(lake.storage, lake.log, { commits: 1 }, false, lake.ports)
    }
    return lake.ports.workbench()
  }
  const slow = await run({ ...lake.ports, workbench }, { audit: false, derive: false, limits: defaultLimits })
  expect(slow).toMatchObject({ objects: 0, commit: null })
  expect(await lake.rows('SELECT count(*) AS n FROM contact_record')).toEqual([{ n: 1 }])
  expect(await lake.rows("SELECT count(*) AS n FROM ledger WHERE object_key = '2'")).toEqual([{ n: 1 }])
})

test('a run names its own commit, also when another writer made the newest', async () => {
  const lake = testLake(folder)
  for (let i = 0; i < 3; i++) lake.add(`${i}`, concatenated([contactRecord({ id: `${i}` })]))
  const own: string[] = []
  let appends = 0
  const log = {
    ...lake.log,
    async append(commit: Commit) {
      if (++appends === 2) await lake.run()
      const done = await lake.log.append(commit)
      if (done) own.push(commit.id)
      return done
    },
  }
  const report = await run(
    { ...lake.ports, log },
    { audit: false, derive: false, limits: { ...defaultLimits, batch_bytes: 1 } },
  )
  expect(report).toMatchObject({ commits: 1, commit: own[0] })
})
