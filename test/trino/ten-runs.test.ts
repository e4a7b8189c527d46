/**
 * A lake that lives: ten runs after the first, each with late data, a rollback and a collection. Through Glue, on
 * Trino, tables and views give the rows that the local engine gives: all of them before and after all that, half of them
 * after the rollback, and a tenth after each run, another one each time. And a reader who goes on all the while sees
 * every day of every table that the job writes, with the rows that some commit gave it.
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
/** One of so many parts of them, another one at each turn. */
const someOf = (parts: number, turn: number): readonly string[] =>
  names.filter((_, i) => i % parts === turn % parts)

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

/** How many rows tables have, by day: one text for each, `table dt n`. */
type Days = ReadonlySet<string>

/** Of the newest commit. */
async function committedDays({ lake }: ShownLake): Promise<Days> {
  const { partitions } = await lake.log.head()
  const days = Object.entries(partitions).flatMap(([table, each]) =>
    Object.entries(each).map(
      ([dt, { files }]) => `${table} ${dt} ${files.reduce((n, { rows }) => n + rows, 0)}`,
    ),
  )
  // Of a day that was worked on and had no rows nobody sees anything.
  return new Set(days.filter(day => !day.endsWith(' 0')))
}
/** Whether somebody saw what was there, in its order: nothing older than what was seen before. */
function isInOrder(seen: readonly string[], commits: readonly string[]): boolean {
  let at = 0
  return seen.every(each => {
    at = commits.indexOf(each, at)
    return at >= 0
  })
}
const withoutCount = (day: string): string => day.slice(0, day.lastIndexOf(' '))

/**
 * Somebody who asks one table after the other, until it is told to stop.
 * @param there days that no run takes away
 * @returns what was seen of each day, one after the other
 */
function reader(
  { trino }: ShownLake,
  there: Days,
): { stop(): Promise<ReadonlyMap<string, readonly string[]>> } {
  const expected = new Map<string, string[]>()
  for (const day of [...there].map(withoutCount)) {
    const table = day.slice(0, day.indexOf(' '))
    expected.set(table, [...(expected.get(table) ?? []), day])
  }
  const seen = new Map<string, string[]>()
  let isOver = false
  const reading = (async () => {
    for (;;) {
      for (const [table, days] of expected) {
        if (isOver) return
        const answer = await trino.query(`SELECT dt, count(*) AS n FROM ${table} GROUP BY dt`)
        const found = answer.toArray().map(({ dt, n }) => `${table} ${dt} ${n}`)
        expect(found.map(withoutCount)).toEqual(expect.arrayContaining(days))
        for (const day of found) seen.set(withoutCount(day), [...(seen.get(withoutCount(day)) ?? []), day])
        // The others want to ask, too.
        await pause(100)
      }
    }
  })()
  // What it fails with is told when it is asked to stop.
  reading.catch(() => {})
  return {
    async stop() {
      isOver = true
      await reading
      return seen
    },
  }
}

test('ten more runs with late data, a rollback, a collection', async () => {
  const simulated = { days: 2, contacts_per_day: 12, seed: 5, end: '2025-07-02', late_share: 0.1 }
  const { objects } = await deliver({ ...simulated, re_emission_share: 0.2 })
  const all = [...objects]
  const shown = await shownLake({ time })
  const { lake, glue, database, catalog, load } = shown
  /** What was committed of each day, one after the other. */
  const known = new Map<string, string[]>()
  async function note(): Promise<void> {
    for (const day of await committedDays(shown))
      known.set(withoutCount(day), [...(known.get(withoutCount(day)) ?? []), day])
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
  await expectSame(shown, 'after the first run')

  const somebody = reader(shown, await committedDays(shown))
  let seen: ReadonlyMap<string, readonly string[]>
  try {
    for (let run = 1; run <= 10; run++) {
      await next(run)
      await expectSame(shown, `after run ${run}`, someOf(10, run))
    }
    const before = (await lake.log.history(20)).find(({ kind }) => kind === 'run')
    const newest = await committedDays(shown)
    await rollback(lake.log, String((before?.seq ?? 0) - 1), lake.ports)
    await syncCatalogs([glue], lake.log, await lake.log.head())
    await note()
    expect(await committedDays(shown)).not.toEqual(newest)
    await expectSame(shown, 'after a rollback', someOf(2, 0))
    await load()
    await note()
    await collect(lake.storage, lake.log, { commits: 1 }, false, lake.ports)
    expect(await committedDays(shown)).toEqual(newest)
    const counts = await expectSame(shown, 'after the run that follows it, and a collection')
    // Some need more than happens in two small days: a transfer, a callback that fails, somebody who may see a part only.
    const empty = Object.keys(counts).filter(name => counts[name] === 0)
    expect(empty.length, empty.join(', ')).toBeLessThan(names.length / 5)
  } finally {
    seen = await somebody.stop()
  }
  // Books of the job itself, too; of many days more than what they had at first.
  for (const [day, each] of seen) expect(isInOrder(each, known.get(day) ?? []), `${day}: ${each}`).toBe(true)
  expect(new Set([...seen.values()].flat()).size).toBeGreaterThan(2 * seen.size)
}, 900_000)
