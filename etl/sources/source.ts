import type { Table } from '../../schema/table.ts'
import type { JsonObject } from '../decode/parse.ts'

/** What drops records into the raw side: which table they become, and how a record is known. */
export interface Source {
  readonly table: Table
  /**
   * Whether a record is of this source, told by its content: streams may be mixed. Must be false for every object
   * nested in a record, because reading starts again at what it says yes to.
   */
  readonly recognises: (record: JsonObject) => boolean
  /** Keys of which one is found near the beginning of an object that holds nothing but this source. */
  readonly marks: readonly string[]
}
