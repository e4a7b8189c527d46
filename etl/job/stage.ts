import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lane } from '../../lake/workbench/workbench.ts'
import { LakeError } from '../../schema/error.ts'
import { literal, quoted } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { type Sniffed, sniff } from '../decode/sniff.ts'
import { packed, packedEvenly } from '../packing.ts'
import { sources } from '../sources.ts'
import { type Reader, stageSql } from '../stage-sql.ts'
import { unitExemplar } from '../unit-text.ts'
import type { CommitContext } from './context.ts'
import type { ConsumedObject } from './object.ts'
import { piecesOf, reject, splitObjects, unreadable } from './split-objects.ts'
import { writeUnit } from './unit-file.ts'

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

/** Where so many small groups are refused in a row, damage is common: the rest of the unit is split at once. */
const MOST_GIVEN_UP = 2

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

/** Says so when an object has given no record: each begins with one, by its look. */
async function missing(lane: Lane, path: string, objects: number): Promise<string | undefined> {
  const [found] = await lane.rows<{ n: bigint }>(
    `SELECT count(DISTINCT _object) AS n FROM read_parquet(${literal(path)})`,
  )
  return Number(found?.n) === objects ? undefined : 'an object without a record'
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
    `SELECT name FROM (
       SELECT name, any_value(keys) AS keys FROM (${sets.join(' UNION ALL ')}) GROUP BY name, hash(keys))
     WHERE len(list_distinct(keys)) < len(keys) LIMIT 1`,
  )
  return found && `${found.name} has a key twice`
}

/**
 * Says so when a record cannot become a row. Its bytes are what the quarantine keeps, and only splitting finds them:
 * reading counts records that the splitter does not take for records of this table, such as `{}`.
 */
async function rejected(lane: Lane, path: string): Promise<string | undefined> {
  const [found] = await lane.rows<{ n: bigint }>(
    `SELECT count(*) AS n FROM read_parquet(${literal(path)}) WHERE _reject IS NOT NULL`,
  )
  return found?.n === 0n ? undefined : `${found?.n} records without a key`
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
  // A key that no record has, whoever wrote it.
  const marker = `object ${randomUUID()}`

  let count = 0
  async function stageAs(lane: Lane, table: Table, reader: Reader, some = 0): Promise<string | undefined> {
    const path = join(bench.scratch, `staged-${count++}.parquet`)
    const copied = refusal(lane.copy(stageSql(table, reader, limits.record_limit_bytes, path)))
    const strict = reader.kind === 'strict'
    const refused =
      (await copied) ??
      (strict
        ? ((await missing(lane, path, some)) ??
          (await repeatedKeys(lane, table, path)) ??
          (await rejected(lane, path)))
        : undefined)
    if (refused === undefined) staged.push({ table, path })
    else await rm(path, { force: true })
    return refused
  }

  const exemplars = new Map<Table, Promise<string>>()
  function exemplarOf(table: Table): Promise<string> {
    const path = join(bench.scratch, `exemplar-${table.name}.json`)
    const written = exemplars.get(table) ?? writeFile(path, unitExemplar(table, marker)).then(() => path)
    exemplars.set(table, written)
    return written
  }

  const { units, others } = sorted(objects, context)
  const damaged = [...others]
  const read = (some: readonly ConsumedObject[]): void =>
    context.progress(some.reduce((sum, object) => sum + object.size_bytes, 0))

  await bench.sideBySide(units, async ({ table, compression, objects }, lane) => {
    let given_up = 0 // small groups refused, one after the other

    /** Stages what the engine takes. What it refuses is halved, as long as a statement costs less than splitting it. */
    async function attempt(some: readonly ConsumedObject[]): Promise<void> {
      if (given_up >= MOST_GIVEN_UP) {
        damaged.push(...some)
        return
      }
      const exemplar = await exemplarOf(table)
      const path = join(bench.scratch, `unit-${count++}.json${compression === 'gzip' ? '.gz' : ''}`)
      writeUnit(path, marker, compression, some)
      const refused = await stageAs(lane, table, { kind: 'strict', exemplar, path, marker }, some.length)
      await rm(path)
      if (refused === undefined) {
        given_up = 0
        return read(some)
      }
      const size = some.reduce((sum, object) => sum + object.size_bytes, 0)
      if (some.length === 1 || size < 2 * limits.alone_bytes) {
        given_up++
        damaged.push(...some)
        return
      }
      const middle = Math.ceil(some.length / 2)
      await attempt(some.slice(0, middle))
      await attempt(some.slice(middle))
    }
    await attempt(objects)
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
      if (files.length > 0 && (await stageAs(lane, table, { kind: 'tolerant', files })) !== undefined) {
        for (const file of files) {
          if ((await stageAs(lane, table, { kind: 'tolerant', files: [file] })) === undefined) continue
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
