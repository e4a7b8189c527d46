import { join } from 'node:path'
import type { CommitStamp, PartitionChanges } from '../../lake/log/commit.ts'
import { isoOf } from '../../schema/instant.ts'
import type { Table } from '../../schema/table.ts'
import { drift } from '../../schema/tables/drift.ts'
import { ledger } from '../../schema/tables/ledger.ts'
import { quarantine } from '../../schema/tables/quarantine.ts'
import { stageLinesSql } from '../books-sql.ts'
import { type FileOfLines, Lines } from '../lines.ts'
import type { CommitContext } from './context.ts'
import { mergeTable } from './merge.ts'
import type { MergeContext } from './merge-context.ts'
import type { ConsumedObject } from './object.ts'

/**
 * Writes lines as rows of a book.
 * @param same columns that the lines leave out, because all rows have the same value there
 */
export async function writeBook(
  table: Table,
  lines: FileOfLines,
  same: Readonly<Record<string, string>>,
  context: MergeContext,
): Promise<PartitionChanges> {
  await lines.close()
  if (lines.count === 0) return {}
  const staged = join(context.bench.scratch, `${table.name}.parquet`)
  await context.bench.copy(stageLinesSql(table, lines.path, staged, same))
  return (await mergeTable(table, [staged], context)).changes
}

/** Writes the pages that a commit adds to the lake's own books: ledger, quarantine and drift. */
export async function writeBooks(
  objects: readonly ConsumedObject[],
  raw_root: string,
  commit: CommitStamp,
  context: MergeContext & CommitContext,
): Promise<PartitionChanges> {
  const rejected = await context.quarantine.lines(context.ledger, context.drift)
  const pages = new Lines(join(context.bench.scratch, 'ledger.json'))
  for (const { ordinal, table_name, counts } of context.ledger.entries()) {
    const object = objects[ordinal] as ConsumedObject
    await pages.addJson({
      raw_root,
      object_key: object.key,
      object_etag: object.etag,
      object_bytes: object.size_bytes,
      arrived_at: isoOf(object.arrived_at_ms),
      replay_of: object.replay_of ?? null,
      table_name,
      ...counts,
    })
  }
  const differences = new Lines(join(context.bench.scratch, 'drift.json'))
  for (const { object: ordinal, ...entry } of context.drift.entries()) {
    const object = objects[ordinal] as ConsumedObject
    await differences.addJson({
      ...entry,
      first_object: object.key,
      arrived_at: isoOf(object.arrived_at_ms),
    })
  }
  const commit_id = commit.id
  const at = isoOf(commit.at_ms)
  return {
    ...(await writeBook(ledger, pages, { commit_id, committed_at: at }, context)),
    ...(await writeBook(quarantine, rejected, { commit_id, updated_at: at }, context)),
    ...(await writeBook(drift, differences, { commit_id }, context)),
  }
}
