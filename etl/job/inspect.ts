import { literal } from '../../schema/formats/duckdb.ts'
import { type Column, pathsOf, type Table } from '../../schema/table.ts'
import type { Reason } from '../decode/reason.ts'
import { masked, shortened } from '../drift.ts'
import type { CommitContext } from './context.ts'
import type { ConsumedObject } from './object.ts'
import { piecesOf, reject } from './split-objects.ts'
import type { StagedFile } from './stage.ts'

interface Reject {
  readonly object: number
  /** 1 for the first record of the table in the object. */
  readonly nth: bigint
  readonly why: string
}

interface Lost {
  readonly object: number
  readonly name: string
  readonly raw: string
  readonly records: bigint
}

const rejectsSql = (path: string): string => `
  SELECT object, nth, why FROM (
    SELECT _object AS object, row_number() OVER (PARTITION BY _object ORDER BY _record) AS nth, _reject AS why
    FROM read_parquet(${literal(path)}))
  WHERE why IS NOT NULL`

const lostSql = (path: string): string => `
  SELECT object, lost.name, arg_min(lost.raw, record) AS raw, count(*) AS records FROM (
    SELECT _object AS object, _record AS record, unnest(_lost) AS lost
    FROM read_parquet(${literal(path)}) WHERE _lost IS NOT NULL AND _reject IS NULL)
  GROUP BY ALL`

/** The type of a value that could not be read, as far as its text tells: quotes are gone by then. */
function jsonTypeOf(raw: string): string {
  if (/^[[{]/.test(raw)) return raw.startsWith('[') ? 'array' : 'object'
  if (raw === 'true' || raw === 'false') return 'boolean'
  return raw !== '' && Number.isFinite(Number(raw)) ? 'number' : 'string'
}

/** Takes staged records that cannot become rows to the quarantine, each with its bytes and where they stand. */
async function quarantineRejects(
  table: Table,
  rejects: readonly Reject[],
  objects: readonly ConsumedObject[],
  context: CommitContext,
): Promise<void> {
  for (const ordinal of new Set(rejects.map(each => each.object))) {
    const object = objects[ordinal] as ConsumedObject
    const found = rejects.filter(each => each.object === ordinal)
    const why = new Map(found.map(each => [Number(each.nth), each.why]))
    let nth = 0
    for await (const piece of piecesOf(object, context)) {
      if (piece.kind !== 'record' || piece.source.table !== table) continue
      const text = why.get(++nth)
      if (text === undefined) continue
      const [reason, ...detail] = text.split(': ')
      const { offset, bytes } = piece
      const bad = {
        kind: 'bad',
        offset,
        length: bytes.length,
        bytes: Buffer.from(bytes.subarray(0, context.limits.kept_bytes)),
        reason: reason as Reason,
        detail: detail.join(': '),
      } as const
      await reject(object, bad, context, table.name)
    }
  }
}

/** Books what staging found: records that cannot become rows, and values that could not be read. */
export async function inspect(
  staged: readonly StagedFile[],
  objects: readonly ConsumedObject[],
  context: CommitContext,
): Promise<void> {
  for (const { table, path } of staged) {
    const rejects = await context.bench.rows<Reject>(rejectsSql(path))
    if (rejects.length > 0) await quarantineRejects(table, rejects, objects, context)
    for (const { object, name, raw, records } of await context.bench.rows<Lost>(lostSql(path))) {
      const column = table.columns[name] as Column
      const difference = {
        path: pathsOf(column)[0] ?? name,
        problem: 'unreadable_value',
        json_type: jsonTypeOf(raw),
        sample: column.pii ? masked(raw) : shortened(raw),
      } as const
      context.drift.add(table.name, object, [difference], Number(records))
    }
  }
}
