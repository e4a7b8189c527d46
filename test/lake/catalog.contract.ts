import { beforeEach, describe, expect, test } from 'vitest'
import type { CatalogTable, TableCatalog } from '../../lake/catalog/catalog.ts'
import { table } from '../../schema/table.ts'
import { array, bigint, boolean, double, json, map, row, string, timestamp } from '../../schema/type.ts'

/** A table with a column of every kind of type. */
export const call = table({
  name: 'call',
  doc: 'One row per call.',
  key: ['call_id'],
  partition: { dt: 'ended_at' },
  columns: {
    call_id: { type: string, required: true, doc: 'Id of the call.' },
    ended_at: { type: timestamp, required: true, doc: 'When it ended.' },
    wait_ms: { type: bigint, unit: 'ms', doc: 'How long the caller waited.' },
    caller: { type: string, pii: 'endpoint', doc: 'The number of the caller.' },
    cost: { type: double, doc: 'What it cost; é, "quotes" and | included.' },
    is_answered: { type: boolean, doc: 'Whether anybody answered.' },
    attributes: { type: map, doc: `Set by flows. ${'Longer than a catalog may take. '.repeat(12)}` },
    rest: { type: json, doc: 'Whatever else there was.' },
    legs: {
      type: array(row({ agent: { type: string, from: 'Agent' }, talk_ms: { type: bigint, from: 'Talk' } })),
      doc: 'Who talked, and how long.',
    },
  },
})
export const agent = table({
  name: 'agent',
  doc: 'One row per agent.',
  key: ['agent_id'],
  partition: { dt: 'seen_at' },
  columns: {
    agent_id: { type: string, required: true, doc: 'Id of the agent.' },
    seen_at: { type: timestamp, required: true, doc: 'When last seen.' },
  },
})
/** A column comes in between, as they do when tables are made of groups. */
const { call_id, ...others } = call.columns
export const grown = { ...call, columns: { call_id, queue: { type: string, doc: 'The queue.' }, ...others } }

const folderOf = (name: string, dt: string, version: number): string => `${name}/dt=${dt}/v=${version}/`
export const day = (i: number): string => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10)
/** A table with a version for each of its days; those without one are no more. */
export const wanted = (of: CatalogTable['table'], versions: readonly (number | null)[]): CatalogTable => ({
  table: of,
  partitions: Object.fromEntries(
    versions.flatMap((version, i) =>
      version === null ? [] : [[day(i), folderOf(of.name, day(i), version)] as const],
    ),
  ),
})

/** A catalog, and what others see of it, by other means than its own. */
export interface SeenCatalog {
  readonly catalog: TableCatalog
  /** Names of the columns in order, and for each day where its files lie, relative to the lake; undefined without the table. */
  seen(
    table: string,
  ): Promise<
    { readonly columns: readonly string[]; readonly partitions: Readonly<Record<string, string>> } | undefined
  >
  /** How many calls that write there have been since it was made. */
  writes(): Promise<number>
}

/** What every catalog of tables has to do. */
export function tableCatalogContract(name: string, make: () => Promise<SeenCatalog>): void {
  describe(`catalog of tables: ${name}`, () => {
    let catalog: TableCatalog
    let seen: SeenCatalog['seen']
    let writes: SeenCatalog['writes']
    beforeEach(async () => {
      ;({ catalog, seen, writes } = await make())
    })

    /** Whether it shows just that. */
    async function expectShown(tables: readonly CatalogTable[]): Promise<void> {
      for (const { table, partitions } of tables)
        expect(await seen(table.name)).toEqual({ columns: Object.keys(table.columns), partitions })
      expect(await catalog.differences(tables)).toEqual([])
    }

    test('an empty one lacks everything, says so, and is filled', async () => {
      const tables = [wanted(call, [1, 1]), wanted(agent, [])]
      const said = (await catalog.differences(tables)).map(({ table, what, of }) => [table, what, of])
      expect(said).toEqual([
        ['call', 'table missing', 'call'],
        ['call', 'partition missing', day(0)],
        ['call', 'partition missing', day(1)],
        ['agent', 'table missing', 'agent'],
      ])
      expect(await seen('call')).toBeUndefined()
      await catalog.sync(tables)
      await expectShown(tables)
    })

    test('what is shown already is not written again', async () => {
      const tables = [wanted(call, [1, 1]), wanted(agent, [1])]
      await catalog.sync(tables)
      const before = await writes()
      await catalog.sync(tables)
      expect(await catalog.repair(tables)).toEqual([])
      expect(await writes()).toBe(before)
    })

    test('partitions are switched, added and taken away; nothing else is touched', async () => {
      await catalog.sync([wanted(call, [1, 1, 1]), wanted(agent, [1])])
      const next = [wanted(call, [1, 2, null, 2]), wanted(agent, [1])]
      expect(await catalog.differences(next)).toEqual([
        expect.objectContaining({ table: 'call', what: 'partition elsewhere', of: day(1) }),
        expect.objectContaining({ table: 'call', what: 'partition unknown', of: day(2), wanted: null }),
        expect.objectContaining({ table: 'call', what: 'partition missing', of: day(3), shown: null }),
      ])
      await catalog.sync(next)
      await expectShown(next)
    })

    test('the days of years: more than goes into one request', async () => {
      const all = (version: number | null) => [
        wanted(
          agent,
          Array.from({ length: 1010 }, () => version),
        ),
      ]
      for (const tables of [all(1), all(2), all(null)]) {
        await catalog.sync(tables)
        await expectShown(tables)
      }
    })

    test('a column is added, and every partition shows it', async () => {
      await catalog.sync([wanted(call, [1, 1])])
      const next = [wanted(grown, [1, 2])]
      expect(await catalog.differences(next)).toContainEqual(
        expect.objectContaining({ table: 'call', what: 'column missing', of: 'queue' }),
      )
      await catalog.sync(next)
      await expectShown(next)
    })

    test('looking changes nothing; repairing says what it healed', async () => {
      await catalog.sync([wanted(call, [1])])
      const before = await writes()
      const next = [wanted(call, [2]), wanted(agent, [1])]
      const differences = await catalog.differences(next)
      expect(await writes()).toBe(before)
      expect(await catalog.repair(next)).toEqual(differences)
      await expectShown(next)
    })

    test('several at once, all with the same in mind', async () => {
      const tables = [wanted(call, [1, 1, 1]), wanted(agent, [1, 1])]
      await Promise.all([1, 2, 3].map(() => catalog.sync(tables)))
      await expectShown(tables)
      const next = [wanted(grown, [2, null, 2]), wanted(agent, [null, 2])]
      await Promise.all([1, 2, 3].map(() => catalog.sync(next)))
      await expectShown(next)
    })
  })
}
