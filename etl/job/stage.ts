import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Lane } from '../../lake/workbench/workbench.ts'
import { LakeError } from '../../schema/error.ts'
import { exemplar, literal, quoted } from '../../schema/formats/duckdb.ts'
import { shapeOf } from '../../schema/shape.ts'
import type { Table } from '../../schema/table.ts'
import { type Sniffed, sniff } from '../decode/sniff.ts'
import { packed, packedEvenly } from '../packing.ts'
import { sources } from '../sources.ts'
import { type Reader, type StageFile, stageSql } from '../stage-sql.ts'
import type { CommitContext } from './context.ts'
import type { ConsumedObject } from './object.ts'
import { piecesOf, reject, splitObjects, unreadable } from './split-objects.ts'

/** A Parquet file in scratch that holds flattened records, not merged yet. */
export interface StagedFile {
  readonly table: Table
  readonly path: string
}

/** Objects that one statement can read. */
interface Unit {
  readonly table: Table
  readonly compression: 'gzip' | 'none'
  readonly objects: readonly ConsumedObject[]
}

/** How often a unit is given to the engine, each time without the object that it refused. */
const MOST_TRIES = 4

/** What the engine says of input it refuses; undefined when it takes it. The slower way will explain. */
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    // A full disk or too little memory is nobody's input.
    if (error instanceof LakeError) throw error
    return (error as Error).message
  }
}

/**
 * Says so when a map of a staged file has a key twice: no engine reads such a map, and of all that a record can have
 * wrong it is what strict reading lets through. Records have few different sets of keys, so only those are looked at.
 */
async function repeatedKeys(lane: Lane, table: Table, path: string): Promise<string | undefined> {
  const maps = Object.keys(table.columns).filter(name => table.columns[name]?.type.kind === 'map')
  if (maps.length === 0) return undefined
  const sets = maps.map(
    name =>
      `SELECT ${literal(name)} AS name, map_keys(${quoted(name)}) AS keys FROM read_parquet(${literal(path)})`,
  )
  const [found] = await lane.rows<{ name: string }>(
    `SELECT name FROM (SELECT DISTINCT name, keys FROM (${sets.join(' UNION ALL ')}))
     WHERE len(list_distinct(keys)) < len(keys) LIMIT 1`,
  )
  return found && `${found.name} has a key twice`
}

/**
 * Says which files hold a record that cannot become a row. Its bytes are what the quarantine keeps, and only splitting
 * finds them: reading counts records that the splitter does not take for records of this table, such as `{}`.
 */
async function rejected(lane: Lane, path: string, files: readonly StageFile[]): Promise<string | undefined> {
  const found = await lane.rows<{ object: number }>(
    `SELECT DISTINCT _object AS object FROM read_parquet(${literal(path)}) WHERE _reject IS NOT NULL`,
  )
  const objects = new Set(found.map(({ object }) => object))
  const paths = files.filter(({ object }) => objects.has(object)).map(file => file.path)
  return paths.length === 0 ? undefined : `records without a key in ${paths.join(', ')}`
}

function look(object: ConsumedObject): Sniffed {
  try {
    return sniff(object.path)
  } catch (cause) {
    throw unreadable(object, cause)
  }
}

/** Looks into each object, and packs those that hold one known source, as it seems, into units. */
function sorted(
  objects: readonly ConsumedObject[],
  context: CommitContext,
): { readonly units: readonly Unit[]; readonly others: readonly ConsumedObject[] } {
  const groups = new Map<string, { table: Table; compression: 'gzip' | 'none'; objects: ConsumedObject[] }>()
  const others: ConsumedObject[] = []
  for (const object of objects) {
    context.ledger.object(object.ordinal)
    const sniffed = look(object)
    if (sniffed.kind === 'other') others.push(object)
    if (sniffed.kind !== 'records') continue
    const { source, compression } = sniffed
    const key = `${source.table.name} ${compression}`
    const group = groups.get(key) ?? { table: source.table, compression, objects: [] }
    group.objects.push(object)
    groups.set(key, group)
  }
  const limit = { size: context.limits.unit_bytes, count: context.limits.unit_objects }
  const units = [...groups.values()].flatMap(({ table, compression, objects }) =>
    packedEvenly(objects, object => object.size_bytes, limit, context.bench.lanes).map(some => {
      return { table, compression, objects: some }
    }),
  )
  return { units, others }
}

/** Flattens raw objects into staged files: clean ones as they are, the others record by record. */
export async function stage(
  objects: readonly ConsumedObject[],
  context: CommitContext,
): Promise<readonly StagedFile[]> {
  const { bench, limits } = context
  const staged: StagedFile[] = []
  const exemplars = new Map<string, string>()
  for (const { table } of sources) {
    const text = exemplar(shapeOf(table))
    const path = join(bench.scratch, `exemplar.${table.name}.json`)
    await writeFile(path, text)
    // One statement reads all its files in the same compression.
    await writeFile(`${path}.gz`, gzipSync(text))
    exemplars.set(table.name, path)
  }

  let count = 0
  async function stageAs(
    lane: Lane,
    table: Table,
    reader: Reader,
    files: readonly StageFile[],
  ): Promise<string | undefined> {
    const path = join(bench.scratch, `staged-${count++}.parquet`)
    const refused =
      (await refusal(lane.copy(stageSql(table, reader, files, path)))) ??
      (reader.kind === 'strict'
        ? ((await repeatedKeys(lane, table, path)) ?? (await rejected(lane, path, files)))
        : undefined)
    if (refused === undefined) staged.push({ table, path })
    else await rm(path, { force: true })
    return refused
  }

  const { units, others } = sorted(objects, context)
  const damaged = [...others]
  const read = (some: readonly ConsumedObject[]): void =>
    context.progress(some.reduce((sum, object) => sum + object.size_bytes, 0))

  await bench.sideBySide(units, async (unit, lane) => {
    const { table, compression } = unit
    const plain = exemplars.get(table.name) as string
    const reader: Reader = {
      kind: 'strict',
      exemplar: compression === 'gzip' ? `${plain}.gz` : plain,
      compression,
      record_limit_bytes: limits.record_limit_bytes,
    }
    const files = (some: readonly ConsumedObject[]): readonly StageFile[] =>
      some.map(({ path, ordinal }) => ({ path, object: ordinal }))
    let left = unit.objects
    for (let tries = 0; tries < MOST_TRIES && left.length > 0; tries++) {
      const refused = await stageAs(lane, table, reader, files(left))
      if (refused === undefined) return read(left)
      const culprit = left.findIndex(({ path }) => refused.includes(path))
      // The engine stops at the first object it refuses: one that stands late leaves hope for the rest.
      if (culprit < left.length / 4) break
      damaged.push(left[culprit] as ConsumedObject)
      left = left.toSpliced(culprit, 1)
    }
    // Damage is common here. A statement for each small object would take longer than splitting it.
    for (const object of left) {
      const worth = object.size_bytes >= limits.alone_bytes
      if (worth && (await stageAs(lane, table, reader, files([object]))) === undefined) read([object])
      else damaged.push(object)
    }
  })

  const limit = { size: limits.unit_bytes, count: limits.unit_objects }
  const groups = packed(damaged, object => object.size_bytes, limit)
  // One group is split at a time: this process has one thread, and the engine's lanes are to be busy beside it.
  let turn: Promise<unknown> = Promise.resolve()
  await bench.sideBySide(groups, async (group, lane) => {
    const mine = turn.then(() => splitObjects(group, context))
    turn = mine.catch(() => {})
    const byTable = await mine
    for (const { table } of sources) {
      const files = byTable.get(table.name) ?? []
      const reader: Reader = { kind: 'tolerant', record_limit_bytes: limits.record_limit_bytes }
      if (files.length > 0 && (await stageAs(lane, table, reader, files)) !== undefined) {
        for (const file of files) {
          if ((await stageAs(lane, table, reader, [file])) === undefined) continue
          await refuse(group.find(({ ordinal }) => ordinal === file.object) as ConsumedObject, table, context)
        }
      }
      for (const { path } of files) await rm(path)
    }
    read(group)
  })
  return staged
}

/** JSON that the engine will not take, for whatever reason: nothing we know of, so all its records are kept aside. */
async function refuse(object: ConsumedObject, table: Table, context: CommitContext): Promise<void> {
  for await (const piece of piecesOf(object, context)) {
    if (piece.kind !== 'record' || piece.source.table !== table) continue
    const { offset } = piece
    const bytes = Buffer.from(piece.bytes.subarray(0, context.limits.kept_bytes))
    const detail = 'the engine cannot read a record of this object'
    const bad = { kind: 'bad', offset, length: piece.bytes.length, bytes, reason: 'refused', detail } as const
    await reject(object, bad, context, table.name)
  }
}
