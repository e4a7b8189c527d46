/**
 * A lake that lives: ten runs after the first, each with late data, a rollback and a collection. Through Glue, on
 * Trino, tables and views give the rows that the local engine gives: all of them after the ten runs, after the rollback
 * and after the collection, and a fifth after each run between, another one each time. And a reader who goes on all the
 * while sees of every day what some commit said of it.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { syncCatalogs } from '../../etl/job/catalog.ts'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { glueViews } from '../../lake/catalog/glue-views.ts'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import { collect } from '../../lake/log/collect.ts'
import { rollback } from '../../lake/log/rollback.ts'
import { tables } from '../../schema/tables.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { views } from '../../sql/views.ts'
import { onStandIn } from '../aws/stand-in.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { deliver } from '../simulator/delivered.ts'
import { answerOf, differences } from './answers.ts'
import { deployedViews } from './registered.ts'
import { lakesThatGlueShows, type ShownLake } from './shown-lake.ts'

const folder = temporaryFolder()
const shownLake = lakesThatGlueShows('ten_runs', folder)
const time = { time_zone: 'Europe/Paris' } as const

/** Views that are compared at once: each keeps Trino and what plays Glue busy for a moment. */
const AT_ONCE = 4

/** Every table and view. */
const names = [...Object.keys(tables), ...Object.keys(views)]
const PARTS = 5
/** A fifth of them, another one each time. */
const someOf = (turn: number): readonly string[] => names.filter((_, i) => i % PARTS === turn % PARTS)

/** Fails where a table or view has other rows by Trino than by the local engine; gives how many rows each has. */
async function expectSame(
  { lake, trino }: ShownLake,
  when: string,
  some: readonly string[] = names,
): Promise<Record<string, number>> {
  const local = await duckdbEngine(lake.storage, await lake.log.head(), {
    ...{ prelude, views: deployedViews(time), memory_bytes: 512 * 1024 * 1024 },
    scratch: join(folder, 'query'),
  })
  const counts: Record<string, number> = {}
  const waiting = [...some]
  const compare = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const sql = `SELECT * FROM ${name}`
      const [here, there] = [await local.query(sql), await trino.query(sql)]
      expect(differences(answerOf(here), answerOf(there)), `${name}, ${when}`).toEqual([])
      counts[name] = here.numRows
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, compare))
  } finally {
    local.close()
  }
  return counts
}

/** How many contacts each day has, by the newest commit. */
async function contactsByDay({ lake }: ShownLake): Promise<readonly string[]> {
  const { partitions } = await lake.log.head()
  return Object.entries(partitions.contact_record ?? {}).map(
    ([dt, { files }]) => `${dt}: ${files.reduce((sum, { rows }) => sum + rows, 0)}`,
  )
}

test('ten more runs with late data, a rollback, a collection', async () => {
  const simulated = { days: 2, contacts_per_day: 12, seed: 5, end: '2025-07-02', late_share: 0.1 }
  const { objects } = await deliver({ ...simulated, re_emission_share: 0.2 })
  const all = [...objects]
  const shown = await shownLake({ time })
  const { lake, glue, trino, database, catalog, load } = shown
  const known = new Set<string>()
  const note = async () => {
    for (const day of await contactsByDay(shown)) known.add(day)
  }
  async function next(part: number): Promise<void> {
    // Every run has objects of all the time: what comes with the second is late.
    for (const [key, bytes] of all.filter((_, i) => i % 11 === part)) lake.add(key, Buffer.from(bytes))
    await load()
    await note()
  }

  await next(0)
  const athena = glueViews({ catalog, database, client: onStandIn() })
  const steps = planViews(wantedViews(Object.values(views), time), await athena.views())
  await carryOut(athena, steps, async () => {})
  await expectSame(shown, 'after the first run', someOf(0))

  const seen = new Set<string>()
  let done = false
  const reader = (async () => {
    while (!done) {
      const days = await trino.query(
        'SELECT dt, count(*) AS n, count(DISTINCT contact_id) AS ids FROM contact_record GROUP BY dt',
      )
      for (const { dt, n, ids } of days.toArray()) {
        expect(n).toBe(ids)
        seen.add(`${dt}: ${n}`)
      }
      // The others want to ask, too.
      await pause(100)
    }
  })()
  try {
    for (let run = 1; run < 10; run++) {
      await next(run)
      await expectSame(shown, `after run ${run}`, someOf(run))
    }
    await next(10)
    const counts = await expectSame(shown, 'after ten runs')
    const before = (await lake.log.history(20)).find(({ kind }) => kind === 'run')
    await rollback(lake.log, String((before?.seq ?? 0) - 1), lake.ports)
    await syncCatalogs([glue], lake.log, await lake.log.head())
    const back = await expectSame(shown, 'after a rollback')
    expect(back.contact).toBeLessThan(counts.contact ?? 0)
    await load()
    await expectSame(shown, 'after the run that follows it', someOf(0))
    await collect(lake.storage, lake.log, { commits: 1 }, false, lake.ports)
    expect(await expectSame(shown, 'after a collection')).toEqual(counts)
    // Some need more than happens in two small days: a transfer, a callback that fails, somebody who may see a part only.
    const empty = Object.keys(counts).filter(name => counts[name] === 0)
    expect(empty.length, empty.join(', ')).toBeLessThan(names.length / 5)
  } finally {
    done = true
    await reader
  }
  expect([...known]).toEqual(expect.arrayContaining([...seen]))
  expect(seen.size).toBeGreaterThan(3)
}, 600_000)
