import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../fixture/folder.ts'
import { type TestLake, testLake } from '../../../fixture/lake.ts'

/** A loaded lake of contacts. */
export interface Loaded {
  readonly lake: TestLake
  /** The row of a contact in the table, or in a view. */
  row(id: string, from?: string): Promise<Record<string, unknown>>
}

export async function loaded(folder: string, content: string): Promise<Loaded> {
  const lake = testLake(folder)
  lake.add('object', content)
  await lake.run()
  return {
    lake,
    row: async (id, from = 'contact_record') => {
      const [row] = await lake.rows<Record<string, unknown>>(
        `SELECT * FROM ${from} WHERE contact_id = '${id}'`,
      )
      if (!row) throw new Error(`${from} has no contact ${id}`)
      return row
    },
  }
}

/** The flags of a row of `contact` that are true. */
export const flags = (row: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(row).filter(name => name.startsWith('is_') && row[name] === true)

/**
 * Tests records in both ways in which they are read: as they are by the engine, and record by record because a
 * neighbour is damaged. Each must become a row and hold nothing unknown.
 */
export function bothWays(records: readonly string[], tests: (loaded: () => Loaded) => void): void {
  const folder = temporaryFolder()
  const content = records.join('')
  describe.each([
    { way: 'as it is', bytes: content, quarantined: 0 },
    { way: 'record by record', bytes: `${content}stray`, quarantined: 1 },
  ])('$way', ({ bytes, quarantined }) => {
    let made: Loaded
    beforeAll(async () => {
      made = await loaded(folder, bytes)
    })

    test('every record becomes a row, and none has anything unknown', async () => {
      const [sums] = await made.lake.rows(
        'SELECT sum(accepted) AS accepted, sum(quarantined) AS bad FROM ledger',
      )
      expect(sums).toEqual({ accepted: records.length, bad: quarantined })
      expect(await made.lake.rows('SELECT * FROM drift')).toEqual([])
    })

    tests(() => made)
  })
}
