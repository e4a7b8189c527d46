import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CommitContent,
  type CommitStamp,
  commitAfter,
  type DataFile,
  noCounts,
  type PartitionChanges,
  type PartitionVersion,
  stampAfter,
  versionPrefix,
} from '../../lake/log/commit.ts'
import { discard } from '../../lake/log/discard.ts'
import { after, type LakeState } from '../../lake/log/state.ts'
import { dataFiles, scanSql } from '../../lake/scan.ts'
import type { Lane, Workbench } from '../../lake/workbench/workbench.ts'
import { diskFull } from '../../schema/error.ts'
import { type TableName, tables } from '../../schema/tables.ts'
import { derivations } from '../derivations.ts'
import type { Derivation } from '../derive/derivation.ts'
import { groupsOf, planDerivation, reachOf, type StalePartition } from '../derive/plan.ts'
import { givenSql, heldDaySql, heldRowsSql, notGivenSql, writeDerivedSql } from '../derive/write-sql.ts'
import { fileName } from '../merge-plan.ts'
import type { CommitPorts } from './commit.ts'
import { schemaOf } from './merge-context.ts'

/** What was made again. */
export interface DeriveReport {
  readonly state: LakeState
  /** Partitions of derived tables. */
  readonly partitions: number
}

/** Told before each statement: of which table how many partitions are made, of how many. */
export type DeriveProgress = (table: string, made: number, total: number) => void

type Changes = Record<string, Record<string, PartitionVersion | null>>

/** The files of the sources in reach, as SQL to read from. */
async function sourcesOf(
  { table }: Derivation,
  days: readonly string[],
  state: LakeState,
  ports: CommitPorts,
): Promise<Readonly<Record<string, string>>> {
  const scans = (table.derived?.from ?? []).map(async name => {
    const source = tables[name as TableName]
    const files = await dataFiles(source, state, ports.storage, new Set(days))
    return [name, `(${scanSql(source, files, ['dt'])})`] as const
  })
  return Object.fromEntries(await Promise.all(scans))
}

/** What making partitions needs: the sources as they are now, and where to write. */
interface Making {
  readonly derivation: Derivation
  readonly state: LakeState
  /** Names the folders of what is written. */
  readonly version: string
  readonly ports: CommitPorts
  readonly scratch: string
}

/** Whether a stored file has the very bytes of one just written. */
async function isSame(path: string, size: number, key: string, stored: DataFile, ports: CommitPorts) {
  if (stored.size_bytes !== size) return false
  const [now, before] = await Promise.all(
    [path, await ports.storage.local(key, size)].map(at => readFile(at)),
  )
  return before !== undefined && now?.equals(before)
}

/** Writes one partition, unless the rows came out as they were: then it keeps its version, and its readers rest. */
async function writePartition(
  { derivation: { table }, state, version, ports, scratch }: Making,
  dt: string,
  derived_from: string,
  rows: string,
  lane: Lane,
): Promise<PartitionVersion> {
  const before = state.partitions[table.name]?.[dt]
  const path = join(scratch, `${table.name}-${dt}.parquet`)
  const count = await lane.copy(writeDerivedSql(table, rows, path))
  if (count === 0) {
    await rm(path)
    return before?.files.length === 0 ? { ...before, derived_from } : { version, files: [], derived_from }
  }
  const { size } = await stat(path)
  const schema = schemaOf(table).id
  const [stored, more] = before?.files ?? []
  if (before && stored && !more && stored.schema === schema) {
    const key = versionPrefix(table.name, dt, before.version) + stored.name
    if (await isSame(path, size, key, stored, ports)) {
      await rm(path)
      return { ...before, derived_from }
    }
  }
  const name = fileName({ from_hour: 0, to_hour: 24 }, version)
  await ports.storage.upload(path, versionPrefix(table.name, dt, version) + name)
  return { version, files: [{ name, rows: count, size_bytes: size, schema }], derived_from }
}

/** Makes the partitions of some days with one statement. */
async function makeGroup(
  making: Making,
  group: readonly StalePartition[],
  lane: Lane,
): Promise<Readonly<Record<string, PartitionVersion>>> {
  const { derivation, state, ports } = making
  const { table } = derivation
  const [first, last] = [group[0]?.dt ?? '', group.at(-1)?.dt ?? '']
  const sources = await sourcesOf(derivation, reachOf(derivation, first, last), state, ports)
  const sql = derivation.sql(sources, first, last)
  const given = Object.entries(derivation.given?.(sources, first, last) ?? {})
  for (const [name, select] of given) await lane.run(givenSql(name, select))
  const held = join(making.scratch, `${table.name}-${first}-${last}.parquet`)
  if (group.length > 1) await lane.copy(heldRowsSql(sql, held))
  const made: Record<string, PartitionVersion> = {}
  for (const { dt, derived_from } of group) {
    const rows = group.length > 1 ? heldDaySql(table, held, dt) : sql
    made[dt] = await writePartition(making, dt, derived_from ?? '', rows, lane)
  }
  if (group.length > 1) await rm(held)
  for (const [name] of given) await lane.run(notGivenSql(name))
  return made
}

/** Makes the stale partitions of all tables, group by group: memory is bounded by the days in reach of one group. */
async function deriveAll(
  state: LakeState,
  stamp: CommitStamp,
  ports: CommitPorts,
  bench: Workbench,
  progress: DeriveProgress,
): Promise<CommitContent> {
  const changes: Changes = {}
  const schemas: Record<string, readonly string[]> = {}
  let partitions = 0
  const contentNow = (): CommitContent => ({
    kind: 'derive',
    message: `${partitions} partitions of derived tables`,
    counts: noCounts,
    changes,
    schemas,
    scanned: state.scanned,
  })
  for (const derivation of derivations) {
    const { table } = derivation
    // What was made from the sources so far is there for the tables made from it.
    const now = after(state, commitAfter(state, stamp, contentNow()))
    const stale = planDerivation(derivation, now.partitions)
    if (stale.length === 0) continue
    const days: Record<string, PartitionVersion | null> = {}
    for (const { dt, derived_from } of stale) if (derived_from === null) days[dt] = null
    const making = { derivation, state: now, version: stamp.id, ports, scratch: bench.scratch }
    const groups = groupsOf(
      derivation,
      stale.filter(({ derived_from }) => derived_from !== null),
    )
    let made = 0
    await bench.sideBySide(groups, async (group, lane) => {
      progress(table.name, made, stale.length)
      Object.assign(days, await makeGroup(making, group, lane))
      made += group.length
    })
    partitions += stale.length
    changes[table.name] = days
    const { id, columns } = schemaOf(table)
    schemas[id] = columns
  }
  return contentNow()
}

/** Without what was there before this commit: a partition that came out as it was keeps the files it had. */
const writtenFor = ({ id }: CommitStamp, changes: PartitionChanges): PartitionChanges =>
  Object.fromEntries(
    Object.entries(changes).map(([table, days]) => [
      table,
      Object.fromEntries(Object.entries(days).filter(([, partition]) => partition?.version === id)),
    ]),
  )

/**
 * How many partitions of derived tables are not what their sources say now; those made from them not counted.
 * @param tables only these
 */
export const staleCount = ({ partitions }: LakeState, tables?: ReadonlySet<string>): number =>
  derivations
    .filter(({ table }) => tables?.has(table.name) ?? true)
    .reduce((sum, derivation) => sum + planDerivation(derivation, partitions).length, 0)

/**
 * Brings derived tables to what their sources say, in one commit; nothing is done when they are. Whatever made them
 * differ, a run, a crash, a rollback or a newer derivation, is found by looking at the partitions alone.
 */
export async function derive(ports: CommitPorts, progress: DeriveProgress = () => {}): Promise<DeriveReport> {
  for (;;) {
    const state = await ports.log.head()
    if (staleCount(state) === 0) return { state, partitions: 0 }
    const stamp = stampAfter(state, ports)
    const bench = await ports.workbench()
    try {
      const content = await deriveAll(state, stamp, ports, bench, progress)
      const commit = commitAfter(state, stamp, content)
      if (await ports.log.append(commit)) {
        const days = Object.values(content.changes).flatMap(Object.keys)
        return { state: after(state, commit), partitions: days.length }
      }
      await discard(writtenFor(stamp, content.changes), ports.storage)
    } catch (error) {
      // Once another writer was faster, files of the state we began with can be collected under us.
      const next = await ports.log.read(state.seq + 1)
      if (!next || next.id === stamp.id) throw diskFull(error) ?? error
    } finally {
      await bench.close()
    }
  }
}
