import { exemplar } from '../schema/formats/duckdb.ts'
import { shapeOf } from '../schema/shape.ts'
import type { Table } from '../schema/table.ts'

/*
 * The text of a unit: many objects one behind the other, because the engine begins anew with every file, and small
 * files take it half as long again. A marker before each object says which one follows. One more stands at the end: an
 * object that is cut cannot pass for a whole one, because what follows does not go with it.
 *
 * The exemplar, which teaches the schema, is a file of its own that is read before: to learn from the head of a unit,
 * the engine would unpack sixteen megabytes of it, and then once more to read them.
 */

/** Records that have all there can be, markers too. The key of the markers must be one that no record has. */
export function unitExemplar(table: Table, marker: string): string {
  const shape = shapeOf(table)
  return exemplar({ ...shape, members: { ...shape.members, [marker]: { kind: 'text' } } })
}

/** On lines of its own: white space between records, but the end of a text that is cut. */
export const unitMarker = (marker: string, ordinal: number): string =>
  `\n{${JSON.stringify(marker)}:"${ordinal}"}\n`
