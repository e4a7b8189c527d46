import { join } from 'node:path'
import { LakeError } from '../../schema/error.ts'
import { type ObjectShape, shapeOf } from '../../schema/shape.ts'
import { decode } from '../decode/inflate.ts'
import { type Piece, split } from '../decode/split.ts'
import { conforms, differences } from '../drift.ts'
import { Lines } from '../lines.ts'
import { sources } from '../sources.ts'
import type { StageFile } from '../stage-sql.ts'
import type { CommitContext } from './context.ts'
import type { ConsumedObject } from './object.ts'

const shapes = new Map<string, ObjectShape>(sources.map(({ table }) => [table.name, shapeOf(table)]))

/** The pieces of a raw object, with an error a user can act on when it cannot be opened. */
export async function* piecesOf(object: ConsumedObject, context: CommitContext): AsyncGenerator<Piece> {
  try {
    yield* split(await decode(object.path), context.limits)
  } catch (cause) {
    throw unreadable(object, cause)
  }
}

export const unreadable = (object: ConsumedObject, cause: unknown): LakeError =>
  new LakeError({
    what: 'a raw object cannot be read',
    value: `${object.path} (${(cause as Error).message})`,
    allowed: 'files that are there, also behind links, and that this user may read',
    remedy:
      'give the user read permission, or remove the object or the link that leads nowhere, and run again: the lake is as it was before',
    cause,
  })

/** Takes damage to the quarantine, and counts it. */
export async function reject(
  object: ConsumedObject,
  piece: Extract<Piece, { kind: 'bad' }>,
  context: CommitContext,
  table_name: string | null = null,
): Promise<void> {
  await context.quarantine.add(object, { ...piece, table_name })
  context.ledger.add(object.ordinal, table_name, { read: 1, quarantined: 1 })
}

/**
 * Splits objects record by record: good ones go to scratch, one file for each object and table, damage goes to the
 * quarantine, and what the schema does not know to the drift report.
 */
export async function splitObjects(
  objects: readonly ConsumedObject[],
  context: CommitContext,
): Promise<ReadonlyMap<string, readonly StageFile[]>> {
  const files = new Map<string, StageFile[]>()
  for (const object of objects) {
    const open = new Map<string, Lines>()
    for await (const piece of piecesOf(object, context)) {
      if (piece.kind === 'bad') {
        await reject(object, piece, context)
        continue
      }
      const { name } = piece.source.table
      const lines = open.get(name) ?? new Lines(join(context.bench.scratch, `${object.ordinal}.${name}.json`))
      open.set(name, lines)
      await lines.add(piece.bytes)
      const shape = shapes.get(name) as ObjectShape
      if (!conforms(shape, piece.value)) {
        context.drift.add(name, object.ordinal, differences(shape, piece.value))
      }
    }
    for (const [name, lines] of open) {
      await lines.close()
      files.set(name, [...(files.get(name) ?? []), { path: lines.path, object: object.ordinal }])
    }
  }
  return files
}
