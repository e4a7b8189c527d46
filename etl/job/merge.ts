import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type DataFile,
  type PartitionChanges,
  type PartitionVersion,
  versionPrefix,
} from '../../lake/log/commit.ts'
import { dataFiles, type LocatedFile, scanSql } from '../../lake/scan.ts'
import { turns } from '../../lake/storage/turns.ts'
import type { Lane, Workbench } from '../../lake/workbench/workbench.ts'
import type { Table } from '../../schema/table.ts'
import { childrenOf } from '../../schema/tables.ts'
import { fileName, type PartitionPlan, planMerge, type Slice } from '../merge-plan.ts'
import * as sql from '../merge-sql.ts'
import { searched } from '../move-search.ts'
import { type MergeContext, schemaOf } from './merge-context.ts'
import { type FoundInPlace, findInPlace, gripsOf, isLarge, writeInPlace } from './merge-in-place.ts'

/** Files that are linked at once: in S3 each is a request that takes as long as the file is large. */
const MOST_COPIED = 8

/** Files that were looked into for stored rows, and SQL that reads those of some of them, with their paths. */
interface LookedInto {
  readonly files: readonly LocatedFile[]
  scan(files: readonly LocatedFile[]): string
}

/** Finds the stored rows that have an incoming key; gives all files that were looked into. */
async function findStored(table: Table, days: readonly string[], context: MergeContext): Promise<LookedInto> {
  const { bench, state, storage, limits } = context
  await bench.run(sql.storedTableSql)
  const found = new Map<string, FoundInPlace>()
  const scan = (files: readonly LocatedFile[]): string => {
    const here = files.filter(({ dt }) => !found.has(dt))
    const there = [...found.values()].filter(each => files.some(({ dt }) => dt === each.dt))
    return [scanSql(table, here, ['filename']), ...there.flatMap(each => each.scan ?? [])].join(
      '\nUNION ALL ',
    )
  }
  async function located(some: readonly string[]): Promise<readonly LocatedFile[]> {
    const large = some.filter(dt => isLarge(table, dt, context))
    for (const dt of large) found.set(dt, await findInPlace(table, dt, context))
    const near = await dataFiles(table, state, storage, new Set(some.filter(dt => !large.includes(dt))))
    return [...near, ...large.flatMap(dt => found.get(dt)?.files ?? [])]
  }
  const own = await located(days)
  if (table.key.length === 0) return { files: own, scan }
  if (own.length > 0) await bench.run(sql.storedSql(table, scan(own)))

  const [span] = await bench.rows<{ first: string | null; last: string | null }>(sql.spanSql)
  if (!span?.first || !span.last) return { files: own, scan }
  const rows = Object.fromEntries(
    Object.entries(state.partitions[table.name] ?? {})
      .filter(([dt]) => !days.includes(dt))
      .map(([dt, partition]) => [dt, partition.files.reduce((sum, file) => sum + file.rows, 0)]),
  )
  const elsewhere = searched(rows, { first: span.first, last: span.last }, limits.move_search_rows)
  const others = await located(elsewhere)
  if (others.length > 0) await bench.run(sql.storedSql(table, scan(others)))
  return { files: [...own, ...others], scan }
}

/** Compares content where a key and its version are met twice, and says what becomes of every record. */
async function judge(table: Table, { files, scan }: LookedInto, context: MergeContext) {
  const { bench } = context
  if (table.key.length === 0) {
    await bench.run(sql.allAcceptedSql)
    await bench.run(sql.acceptedSql)
    return
  }
  await bench.run(sql.contestSql)
  await bench.run(sql.tieSql)
  const tied = new Set((await bench.rows<{ path: string }>(sql.tiedFilesSql)).map(({ path }) => path))
  const read = files.filter(({ path }) => tied.has(path))
  await bench.run(sql.storedContentSql(table, scan(read)))
  await bench.run(sql.verdictSql)
  await bench.run(sql.acceptedSql)
}

/** What became of the records of one object. */
export interface MergeCounts {
  readonly object: number
  readonly read: number
  readonly accepted: number
  readonly duplicate: number
  readonly superseded: number
  readonly replaced: number
}

async function counted(context: MergeContext): Promise<readonly MergeCounts[]> {
  const rows = await context.bench.rows<Record<keyof MergeCounts, bigint | number>>(sql.countsSql)
  return rows.map(row => ({
    object: Number(row.object),
    read: Number(row.read),
    accepted: Number(row.accepted),
    duplicate: Number(row.duplicate),
    superseded: Number(row.superseded),
    replaced: Number(row.replaced),
  }))
}

/** Writes rows as one data file of the version, and the files of the child tables that go with it. */
async function writeFiles(
  table: Table,
  dt: string,
  name: string,
  rows: string,
  slice: Slice,
  context: MergeContext,
  lane: Lane,
): Promise<ReadonlyMap<string, DataFile>> {
  const { bench, storage, version } = context
  const written = new Map<string, DataFile>()
  const path = join(bench.scratch, `${table.name}-${dt}-${name}`)

  async function take(of: Table, at: string, count: number): Promise<void> {
    if (count === 0) return rm(at)
    const { size } = await stat(at)
    written.set(of.name, { name, rows: count, size_bytes: size, schema: schemaOf(of).id })
    await storage.upload(at, versionPrefix(of.name, dt, version) + name)
  }

  const count = await lane.copy(sql.writeSql(table, rows, dt, slice, path))
  for (const child of childrenOf(table.name)) {
    const at = join(bench.scratch, `${child.name}-${dt}-${name}`)
    await take(child, at, await lane.copy(sql.explodeSql(child, path, at)))
  }
  await take(table, path, count)
  return written
}

/** Writes the new version of one partition, of the table and of its children; what did not change is linked. */
async function writePartition(
  table: Table,
  plan: PartitionPlan<DataFile>,
  staged: readonly string[],
  stored: readonly LocatedFile[],
  context: MergeContext,
  lane: Lane,
): Promise<ReadonlyMap<string, PartitionVersion | null>> {
  const { state, storage, version } = context
  const { dt } = plan
  const family = [table, ...childrenOf(table.name)]
  if (plan.kind === 'drop') return new Map(family.map(({ name }) => [name, null]))

  const files = new Map<string, DataFile[]>(family.map(({ name }) => [name, []]))
  const took = (written: ReadonlyMap<string, DataFile>): void => {
    for (const [name, file] of written) files.get(name)?.push(file)
  }
  const left = (some: readonly DataFile[]): string =>
    sql.leftRowsSql(
      table,
      scanSql(
        table,
        stored.filter(each => each.dt === dt && some.includes(each.file)),
        ['filename'],
      ),
    )
  if (plan.kind === 'in-place')
    for (const [name, written] of await writeInPlace(table, plan, context)) files.get(name)?.push(...written)
  const added = staged.length > 0 ? [sql.addedRowsSql(table, staged, dt)] : []
  const day: Slice = { from_hour: 0, to_hour: 24 }

  if (plan.kind === 'append') {
    const before = state.partitions[table.name]?.[dt]?.files ?? []
    const keepsAll = plan.keep.length === before.length
    const inTurn = turns(MOST_COPIED)
    const copies: Promise<void>[] = []
    for (const { name: member } of family) {
      const before = state.partitions[member]?.[dt]
      for (const file of before?.files ?? []) {
        // What another engine has written of child tables has names of its own.
        if (!keepsAll && !plan.keep.some(({ name }) => name === file.name)) continue
        const from = versionPrefix(member, dt, before?.version ?? '') + file.name
        const to = versionPrefix(member, dt, version) + file.name
        copies.push(inTurn(() => storage.copy(from, to)))
        files.get(member)?.push(file)
      }
    }
    await Promise.all(copies)
    for (const file of plan.rewrite) {
      took(await writeFiles(table, dt, file.name, left([file]), day, context, lane))
    }
  }
  const rows = [...(plan.kind === 'compact' ? [left(plan.from)] : []), ...added].join(' UNION ALL ')
  for (const slice of plan.add) {
    took(await writeFiles(table, dt, fileName(slice, version), rows, slice, context, lane))
  }
  return new Map(
    [...files].map(([name, written]) => [name, written.length > 0 ? { version, files: written } : null]),
  )
}

/** What a merge did: the new partition versions, and what became of the records. */
export interface Merged {
  readonly changes: PartitionChanges
  readonly counts: readonly MergeCounts[]
}

/** A staged file with fewer rows is read as often as there are days in it. */
const WORTH_ROWS = 10_000
/** The part of a staged file's rows below which those of a day are stragglers. */
const STRAGGLERS = 0.05

/**
 * The staged files that hold rows of each day. What arrived together is of one day or two, with a few late rows of many
 * others: those are copied out, for else the whole file would be read again for each of these days.
 *
 * @returns with what is to be copied before the files are there
 */
async function stagedByDay(
  staged: readonly string[],
  bench: Workbench,
): Promise<{ readonly byDay: ReadonlyMap<string, readonly string[]>; readonly copies: readonly string[] }> {
  const shares = await bench.rows<{ path: string; dt: string; rows: bigint }>(sql.sharesSql(staged))
  const byDay = new Map<string, string[]>()
  const copies: string[] = []
  for (const file of staged) {
    const days = shares.filter(({ path }) => path === file)
    const rows = days.reduce((sum, day) => sum + Number(day.rows), 0)
    const late = days.filter(day => Number(day.rows) < STRAGGLERS * rows).map(({ dt }) => dt)
    const apart = rows >= WORTH_ROWS && late.length > 1 ? `${file}.late` : file
    if (apart !== file) copies.push(sql.sharedOutSql(file, late, apart))
    for (const { dt } of days) {
      byDay.set(dt, [...(byDay.get(dt) ?? []), late.includes(dt) ? apart : file])
    }
  }
  return { byDay, copies }
}

/** What becomes of the staged records, and which rows each partition gains and loses. */
async function decide(table: Table, staged: readonly string[], context: MergeContext) {
  const { bench } = context
  await bench.run(sql.incomingSql(table, staged))
  const incoming = await bench.rows<{ dt: string }>('SELECT DISTINCT dt FROM incoming ORDER BY dt')
  const days = incoming.map(({ dt }) => dt)
  const looked = await findStored(table, days, context)
  await judge(table, looked, context)
  const counts = await counted(context)
  for (const statement of sql.decidedSql) await bench.run(statement)
  const added = await bench.rows<{ dt: string; hour: number; rows: bigint }>(sql.addedSql)
  const removed = await bench.rows<{ path: string; rows: bigint }>(sql.removedSql)
  return { stored: looked.files, counts, added, removed }
}

/** Merges staged files into the partitions they touch. Writes files, commits nothing. */
export async function mergeTable(
  table: Table,
  staged: readonly string[],
  context: MergeContext,
): Promise<Merged> {
  const { bench, state, limits } = context
  const { byDay, copies } = await stagedByDay(staged, bench)
  // Neither needs the other. Deciding keeps the first lane busy, so the first job, which is that lane's, waits for it.
  const deciding = decide(table, staged, context)
  const jobs = [() => deciding, ...copies.map(copy => (lane: Lane) => lane.copy(copy))]
  await bench.sideBySide(jobs, async (job, lane) => void (await job(lane)))
  const { stored, counts, added, removed } = await deciding
  const byPath = new Map(stored.map(each => [each.path, each]))
  const partitions = Object.entries(state.partitions[table.name] ?? {})
  const plans = planMerge(
    Object.fromEntries(partitions.map(([dt, partition]) => [dt, partition.files])),
    added.map(each => ({ ...each, rows: Number(each.rows) })),
    removed.map(({ path, rows }) => {
      const { dt, file } = byPath.get(path) as LocatedFile
      return { dt, file: file.name, rows: Number(rows) }
    }),
    limits,
    gripsOf(table, context),
  )
  const changes: Record<string, Record<string, PartitionVersion | null>> = {}
  await bench.sideBySide(plans, async (plan, lane) => {
    const files = byDay.get(plan.dt) ?? []
    for (const [name, partition] of await writePartition(table, plan, files, stored, context, lane)) {
      const before = state.partitions[name]?.[plan.dt]
      if (partition === null && !before) continue
      changes[name] = { ...changes[name], [plan.dt]: partition }
    }
  })
  return { changes, counts }
}
