import type { TrinoValue, TypeSignature } from '../../../lake/engine/trino-arrow.ts'
import { TrinoError } from '../../../lake/engine/trino-statement.ts'
import type { Ask } from './execution.ts'

/** What is answered without an engine. */
export interface Canned {
  /** Types by the names of the columns. */
  readonly columns?: Readonly<Record<string, string>>
  readonly rows?: readonly (readonly TrinoValue[])[]
  readonly scanned_bytes?: number
  /** Fails like that instead. */
  readonly error?: readonly [name: string, message: string]
  /** Goes on until it is stopped. */
  readonly endless?: true
}

const signature = (rawType: string): TypeSignature => ({ rawType, arguments: [] })

/** Gives the answer to whatever is asked. */
export const canned =
  (answer: (sql: string) => Canned): Ask =>
  sql => {
    const { columns = { n: 'bigint' }, rows = [], scanned_bytes = 0, error, endless } = answer(sql)
    let stop = (): void => {}
    const stopped = new Promise<void>(done => {
      stop = done
    })
    async function* pages() {
      const stats = { physicalInputBytes: scanned_bytes }
      const named = Object.entries(columns).map(([name, type]) => ({ name, typeSignature: signature(type) }))
      if (endless) await stopped
      if (error) throw new TrinoError({ errorName: error[0], message: error[1] })
      yield { columns: named, data: rows, stats }
    }
    return { pages: pages(), cancel: () => stop() }
  }
