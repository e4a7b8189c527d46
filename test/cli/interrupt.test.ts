import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { contentsOf, historyOf } from '../fixture/lake-folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { errorParts } from './error-parts.ts'

const folder = temporaryFolder()
const cli = await commandLine()

/** Objects of 0.6 MB: with batches of a megabyte each becomes a commit, so a run has many moments to be stopped at. */
const OBJECTS = 4
const raw = writeTree(
  join(folder, 'raw'),
  Object.fromEntries(
    Array.from({ length: OBJECTS }, (_, object) => {
      const ids = Array.from({ length: 400 }, (_, i) => `c${(object * 300 + i) % 2000}`)
      const updated = `2025-07-02T${String(object).padStart(2, '0')}:00:00Z`
      return [
        `2025/07/01/${String(object).padStart(2, '0')}/o`,
        concatenated(ids.map(id => contactRecord({ id, updated }))),
      ]
    }),
  ),
)
const runInto = (lake: string) => [
  'run',
  '--raw',
  raw,
  '--lake',
  lake,
  '--batch-mb',
  '1',
  '--lanes',
  '2',
  '--json',
]

/** Whether the lake has a first commit. */
function committed(lake: string): boolean {
  const commits = join(lake, '_log', 'commit')
  return existsSync(commits) && readdirSync(commits).length > 0
}

/** Stops a run with a signal once it has made its first commit; gives how many it has made in the end. */
async function stoppedBy(signal: NodeJS.Signals, lake: string): Promise<number> {
  const running = cli.start(runInto(lake))
  while (running.goesOn() && !committed(lake)) await pause(5)
  running.signal(signal)
  const { code, out, err } = await running.ended
  expect({ code, out, err }).toEqual({ code: 130, out: '', err: '' })
  const commits = (await historyOf(lake)).length
  expect(commits).toBeGreaterThan(0)
  expect(commits).toBeLessThan(OBJECTS)
  return commits
}

test('SIGINT stops a run with 130; the lake is whole, and the next run goes on', async () => {
  const lake = join(folder, 'stopped')
  const commits = await stoppedBy('SIGINT', lake)
  const { ledger } = await contentsOf(lake)
  expect(ledger).toHaveLength(commits)

  const report = JSON.parse(await cli.done(runInto(lake)))
  expect(report).toMatchObject({ objects: OBJECTS - commits, commits: OBJECTS - commits })
  const undisturbed = join(folder, 'undisturbed')
  await cli.done(runInto(undisturbed))
  expect(await contentsOf(lake)).toEqual(await contentsOf(undisturbed))
})

test('SIGTERM does so, too', async () => {
  const lake = join(folder, 'ended')
  const commits = await stoppedBy('SIGTERM', lake)
  const { ledger } = await contentsOf(lake)
  expect(ledger).toHaveLength(commits)
})

test('SIGINT stops a query with 130', async () => {
  const lake = join(folder, 'asked')
  await cli.done(['run', '--raw', join(raw, '2025/07/01/00'), '--lake', lake])
  const endless = 'SELECT sum(a.range * b.range) FROM range(1000000000) a, range(1000000000) b'
  // Before the question runs there is nothing to be stopped, and nothing tells that it does: wait longer each time.
  for (let patience_ms = 500; ; patience_ms *= 2) {
    const asking = cli.start(['query', '--lake', lake, endless])
    await pause(patience_ms)
    asking.signal('SIGINT')
    const ended = await Promise.race([asking.ended, pause(5_000)])
    if (!ended) asking.signal('SIGKILL')
    if (ended?.code !== 130) continue
    expect(ended.out).toBe('')
    expect(errorParts(ended.err).what).toBe('the query was interrupted')
    break
  }
})
