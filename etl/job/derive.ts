import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CommitContent,
  type CommitStamp,
  commitAfter,
  noCounts,
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
import { planDerivations, reachOf, type StalePartition } from '../derive/plan.ts'
import { writeDerivedSql } from '../derive/write-sql.ts'
import { fileName } from '../merge-plan.ts'
import type { CommitPorts } from './commit.ts'
import { schemaOf } from './merge.ts'

/** What was made again. */
export interface DeriveReport {
  readonly state: LakeState
  /** Partitions of derived tables. */
  readonly partitions: number
}

/** Told before each partition: how many are made, of how many. */
export type DeriveProgress = (made: number, total: number) => void

type Changes = Record<string, Record<string, PartitionVersion | null>>

/** The files of the sources in reach, as SQL to read from. */
async function sourcesOf(
  derivation: Derivation,
  dt: string,
  state: LakeState,
  ports: CommitPorts,
): Promise<Readonly<Record<string, string>>> {
  const days = new Set(reachOf(derivation, dt))
  const scans = (derivation.table.derived?.from ?? []).map(async name => {
    const source = tables[name as TableName]
    const files = await dataFiles(source, state, ports.storage, days)
    return [name, `(${scanSql(source, files, ['dt'])})`] as const
  })
  return Object.fromEntries(await Promise.all(scans))
}

/** Makes one partition: writes its file, if there are rows. */
async function derivePartition(
  derivation: Derivation,
  { dt, derived_from }: StalePartition,
  state: LakeState,
  version: string,
  ports: CommitPorts,
  scratch: string,
  lane: Lane,
): Promise<PartitionVersion | null> {
  if (derived_from === null) return null
  const { table, sql } = derivation
  const path = join(scratch, `${table.name}-${dt}.parquet`)
  const rows = sql(await sourcesOf(derivation, dt, state, ports), dt)
  const count = await lane.copy(writeDerivedSql(table, rows, path))
  if (count === 0) {
    await rm(path)
    return { version, files: [], derived_from }
  }
  const name = fileName({ from_hour: 0, to_hour: 24 }, version)
  const { size } = await stat(path)
  await ports.storage.upload(path, versionPrefix(table.name, dt, version) + name)
  const file = { name, rows: count, size_bytes: size, schema: schemaOf(table).id }
  return { version, files: [file], derived_from }
}

/** Makes the stale partitions of all tables, a day a statement: memory is bounded by the days in reach of one. */
async function deriveAll(
  stale: readonly StalePartition[],
  state: LakeState,
  stamp: CommitStamp,
  ports: CommitPorts,
  bench: Workbench,
  progress: DeriveProgress,
): Promise<CommitContent> {
  let content: CommitContent = {
    kind: 'derive',
    message: `${stale.length} partitions of derived tables`,
    counts: noCounts,
    changes: {},
    schemas: {},
    scanned: state.scanned,
  }
  let made = 0
  for (const derivation of derivations) {
    const { table } = derivation
    const jobs = stale.filter(each => each.table === table.name)
    if (jobs.length === 0) continue
    // What was made from the sources so far is there for the tables made from it.
    const now = after(state, commitAfter(state, stamp, content))
    const days: Changes[string] = {}
    await bench.sideBySide(jobs, async (job, lane) => {
      progress(made++, stale.length)
      days[job.dt] = await derivePartition(derivation, job, now, stamp.id, ports, bench.scratch, lane)
    })
    const { id, columns } = schemaOf(table)
    content = {
      ...content,
      changes: { ...content.changes, [table.name]: days },
      schemas: { ...content.schemas, [id]: columns },
    }
  }
  return content
}

/**
 * Brings derived tables to what their sources say, in one commit; nothing is done when they are. Whatever made them
 * differ, a run, a crash, a rollback or a newer derivation, is found by looking at the partitions alone.
 */
export async function derive(ports: CommitPorts, progress: DeriveProgress = () => {}): Promise<DeriveReport> {
  for (;;) {
    const state = await ports.log.head()
    const stale = planDerivations(derivations, state.partitions)
    if (stale.length === 0) return { state, partitions: 0 }
    const stamp = stampAfter(state, ports)
    const bench = await ports.workbench()
    try {
      const content = await deriveAll(stale, state, stamp, ports, bench, progress)
      const commit = commitAfter(state, stamp, content)
      if (await ports.log.append(commit)) return { state: after(state, commit), partitions: stale.length }
      await discard(content.changes, ports.storage)
    } catch (error) {
      // Once another writer was faster, files of the state we began with can be collected under us.
      const next = await ports.log.read(state.seq + 1)
      if (!next || next.id === stamp.id) throw diskFull(error) ?? error
    } finally {
      await bench.close()
    }
  }
}
