import type { RawStore } from '../../lake/raw/raw.ts'
import { decode } from '../decode/inflate.ts'
import { split } from '../decode/split.ts'
import type { Limits } from '../limits.ts'

/** Where a record stands in a raw object. Of a record that was delivered twice there are two. */
export interface Place {
  readonly id: string
  readonly object_key: string
  /** Where it begins in the decoded (unzipped) bytes, and how many it has. */
  readonly byte_offset: number
  readonly byte_length: number
}

/** The member by which a record is known: of a contact record, of an agent event. */
const IDS = { contact_record: 'ContactId', agent_event: 'EventId' } as const

/**
 * Finds records in a raw object by reading it again: rows know their object, and need no offset of their own for that.
 * Undefined when the object is there no more.
 */
export async function locate(
  raw: RawStore,
  object_key: string,
  table: keyof typeof IDS,
  ids: ReadonlySet<string>,
  limits: Limits,
): Promise<readonly Place[] | undefined> {
  if ((await raw.find(object_key)) === undefined) return undefined
  const { paths, release } = await raw.hold([object_key])
  try {
    const places: Place[] = []
    for await (const piece of split(await decode(paths[0] as string), limits)) {
      if (piece.kind !== 'record' || piece.source.table.name !== table) continue
      const id = piece.value[IDS[table]]
      if (typeof id !== 'string' || !ids.has(id)) continue
      places.push({ id, object_key, byte_offset: piece.offset, byte_length: piece.bytes.length })
    }
    return places
  } finally {
    await release()
  }
}
