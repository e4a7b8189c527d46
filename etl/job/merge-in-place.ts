import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrittenFile } from '../../lake/in-place/in-place.ts'
import { type DataFile, versionPrefix } from '../../lake/log/commit.ts'
import type { LocatedFile } from '../../lake/scan.ts'
import { LakeError } from '../../schema/error.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { childrenOf } from '../../schema/tables.ts'
import * as sql from '../merge-in-place-sql.ts'
import type { Grip, PartitionPlan } from '../merge-plan.ts'
import { typed } from '../merge-sql.ts'
import { type MergeContext, schemaOf } from './merge-context.ts'
import { STAGED } from './staged-folder.ts'

/** Bytes of a partition. */
const sizeOf = (table: string, dt: string, { state }: MergeContext): number =>
  (state.partitions[table]?.[dt]?.files ?? []).reduce((sum, { size_bytes }) => sum + size_bytes, 0)

/** Whether a partition is to be worked on where it lies. */
export const isLarge = (table: Table, dt: string, context: MergeContext): boolean =>
  context.in_place !== undefined &&
  table.key.length > 0 &&
  sizeOf(table.name, dt, context) > context.limits.in_place_bytes

/** Whether a file of a child table has the rows of one file of its parent, and is called by its name. */
function areInStep(table: Table, dt: string, { state }: MergeContext): boolean {
  const names = new Set(state.partitions[table.name]?.[dt]?.files.map(({ name }) => name))
  return childrenOf(table.name).every(child =>
    (state.partitions[child.name]?.[dt]?.files ?? []).every(({ name }) => names.has(name)),
  )
}

/** The days of which files cannot be touched one by one. */
export function gripsOf(table: Table, context: MergeContext): ReadonlyMap<string, Grip> {
  const days = Object.keys(context.state.partitions[table.name] ?? {})
  return new Map(
    days.flatMap((dt): readonly [string, Grip][] => {
      if (isLarge(table, dt, context)) return [[dt, 'in-place']]
      return areInStep(table, dt, context) ? [] : [[dt, 'all']]
    }),
  )
}

/** A folder for what only this merge needs; nobody who queries sees it. */
const folderOf = (table: Table, dt: string, what: string, { version }: MergeContext): string =>
  `${STAGED}merge-${version}/${table.name}/${dt}/${what}/`

/** Puts the rows of a statement into a folder of the lake. */
async function send(rows: string, prefix: string, { bench, storage }: MergeContext): Promise<void> {
  const path = join(bench.scratch, `${prefix.replaceAll('/', '-')}sent.parquet`)
  await bench.copy(`COPY (${rows}) TO ${literal(path)} (FORMAT parquet)`)
  await storage.upload(path, `${prefix}sent.parquet`)
}

/** Removes what nobody needs any more, and nobody sees. What is left in `_staged/` goes with what shared runs leave. */
async function clear(prefixes: readonly string[], { storage }: MergeContext): Promise<void> {
  const keys: string[] = []
  for (const prefix of prefixes) for await (const { key } of storage.list(prefix)) keys.push(key)
  await storage.remove(keys)
}

/** What was found of a partition that is too large to be fetched. */
export interface FoundInPlace {
  readonly dt: string
  /** All of its files; none of them is on this machine: their paths are their keys. */
  readonly files: readonly LocatedFile[]
  /** SQL of the rows that have an incoming key, with `filename`; undefined when there are none. */
  readonly scan: string | undefined
}

/** Fetches of a partition the rows that have an incoming key not found yet, and no others. */
export async function findInPlace(table: Table, dt: string, context: MergeContext): Promise<FoundInPlace> {
  const { bench, storage, state, in_place } = context
  const { version = '', files = [] } = state.partitions[table.name]?.[dt] ?? {}
  const prefix = versionPrefix(table.name, dt, version)
  const [asked, answered] = ['keys', 'found'].map(what => folderOf(table, dt, what, context)) as [
    string,
    string,
  ]
  try {
    await send('SELECT key FROM incoming EXCEPT SELECT key FROM stored', asked, context)
    const written = await in_place?.write(
      names => sql.foundSql(table, names),
      {
        stored: { columns: table.columns, prefix },
        keys: { columns: sql.keyColumns, prefix: asked },
      },
      { columns: sql.foundColumns(table), prefix: answered },
    )
    const paths: string[] = []
    for (const { name, size_bytes } of written ?? []) {
      const path = join(bench.scratch, `found-${dt}-${name}`)
      await copyFile(await storage.local(answered + name, size_bytes), path)
      paths.push(path)
    }
    const columns = Object.keys(table.columns).map(name => typed(table, name))
    const scan =
      paths.length === 0
        ? undefined
        : `SELECT ${columns.join(', ')}, ${literal(prefix)} || _file AS filename
           FROM read_parquet([${paths.map(literal).join(', ')}])`
    return {
      dt,
      files: files.map(file => ({
        ...{ dt, file, path: prefix + file.name },
        columns: state.schemas[file.schema] ?? [],
      })),
      scan,
    }
  } finally {
    await clear([asked, answered], context).catch(() => {})
  }
}

const dataFile = (table: Table, { name, rows, size_bytes }: WrittenFile): DataFile => ({
  ...{ name, rows, size_bytes },
  schema: schemaOf(table).id,
})

/**
 * Writes the rows that stay of a partition into the folder of its new version, and what child tables have of them into
 * theirs; by table.
 */
export async function writeInPlace(
  table: Table,
  { dt, rows }: PartitionPlan<DataFile> & { readonly kind: 'in-place' },
  context: MergeContext,
): Promise<ReadonlyMap<string, readonly DataFile[]>> {
  const { state, version, in_place } = context
  const before = versionPrefix(table.name, dt, state.partitions[table.name]?.[dt]?.version ?? '')
  const prefix = versionPrefix(table.name, dt, version)
  const gone = folderOf(table, dt, 'gone', context)
  try {
    await send(
      `SELECT key, stored_path[${before.length + 1}:] AS file FROM accepted WHERE starts_with(stored_path, ${literal(before)})`,
      gone,
      context,
    )
    const written =
      (await in_place?.write(
        names => sql.stayingSql(table, names),
        {
          stored: { columns: table.columns, prefix: before },
          gone: { columns: sql.goneColumns, prefix: gone },
        },
        { columns: table.columns, prefix },
      )) ?? []
    const count = written.reduce((sum, file) => sum + file.rows, 0)
    if (count !== rows) throw miscounted(table, dt, count, rows)
    const files = new Map([[table.name, written.map(file => dataFile(table, file))]])
    for (const child of childrenOf(table.name)) {
      const exploded = await in_place?.write(
        names => sql.explodedSql(child, table, names),
        { rows: { columns: table.columns, prefix } },
        { columns: child.columns, prefix: versionPrefix(child.name, dt, version) },
      )
      files.set(child.name, exploded?.map(file => dataFile(child, file)) ?? [])
    }
    return files
  } catch (error) {
    const written = [table, ...childrenOf(table.name)].map(({ name }) => versionPrefix(name, dt, version))
    await clear(written, context).catch(() => {})
    throw error
  } finally {
    await clear([gone], context).catch(() => {})
  }
}

const miscounted = (table: Table, dt: string, found: number, wanted: number): LakeError =>
  new LakeError({
    what: 'a partition that was merged in place has another number of rows than it should',
    value: `${table.name}, dt=${dt}: ${found} rows`,
    allowed: `${wanted} rows, by the log and by what replaces some of them`,
    remedy:
      'run the same command again; nothing was committed of it. See that nobody else writes below the lake',
  })
