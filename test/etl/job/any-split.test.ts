import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

interface Emission {
  readonly id: number
  /** Counts up: a newer version has a higher one. Content depends on nothing but this and the id. */
  readonly version: number
}

/** The record of an emission. Now and then the contact moves to another day, loses its attributes or its address. */
const record = (universe: number, { id, version }: Emission) =>
  contactRecord({
    id: `universe-${universe}-contact-${id}`,
    at: `2025-07-0${1 + ((id + Math.floor(version / 3)) % 4)}T${String((7 * version) % 24).padStart(2, '0')}:00:00Z`,
    updated: `2025-07-10T00:00:${String(version).padStart(2, '0')}Z`,
    attributes: version % 4 === 3 ? {} : { version: String(version), tricky: '}{' },
    more: version % 5 === 4 ? { CustomerEndpoint: null } : {},
  })

const framings: readonly ((lines: readonly string[]) => Buffer)[] = [
  lines => Buffer.from(lines.join('')),
  lines => Buffer.from(lines.join('\n')),
  lines => gzipSync(lines.join('')),
  lines => gzipSync(gzipSync(lines.join('\n'))),
  lines => Buffer.from(`[${lines.join(',')}]`),
  lines => Buffer.from(lines.map(line => JSON.stringify(JSON.parse(line), null, 1)).join('')),
]

const emission = fc.record({ id: fc.integer({ min: 0, max: 5 }), version: fc.integer({ min: 0, max: 9 }) })
const object = fc.record({
  emissions: fc.array(emission, { maxLength: 6 }),
  framing: fc.integer({ min: 0, max: framings.length - 1 }),
})
const runs = fc.array(fc.array(object, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })

/** What the tables must hold: the newest version of each contact, found without any of our code. */
function newest(universe: number, emissions: readonly Emission[]) {
  const byId = new Map<number, Emission>()
  for (const each of emissions) if (each.version >= (byId.get(each.id)?.version ?? 0)) byId.set(each.id, each)
  const records = [...byId.values()].sort((a, b) => a.id - b.id).map(each => record(universe, each))
  return {
    contacts: records.map(({ ContactId, DisconnectTimestamp, CustomerEndpoint }) => ({
      id: ContactId,
      dt: DisconnectTimestamp.slice(0, 10),
      hour: Number(DisconnectTimestamp.slice(11, 13)),
      address: CustomerEndpoint?.Address ?? null,
    })),
    attributes: records.flatMap(({ ContactId, Attributes }) =>
      Object.entries(Attributes)
        .sort()
        .map(([name, value]) => ({ id: ContactId, name, value })),
    ),
  }
}

/** Universes that share the runs of a lake, each with contacts and objects of its own: many cases at the price of one. */
const universes = fc.array(runs, { minLength: 6, maxLength: 6 })

test('any split of the same records into objects, in any order, in any number of runs, gives the same tables', async () => {
  await fc.assert(
    fc.asyncProperty(universes, async cases => {
      const lake = testLake(folder)
      for (let run = 0; run < Math.max(...cases.map(groups => groups.length)); run++) {
        for (const [u, groups] of cases.entries()) {
          for (const [o, { emissions, framing }] of (groups[run] ?? []).entries()) {
            const lines = emissions.map(each => JSON.stringify(record(u, each)))
            lake.add(`universe-${u}/${run}-${o}`, framings[framing]?.(lines) as Buffer)
          }
        }
        await lake.run()
      }
      const contacts = await lake.rows<{ id: string }>(
        `SELECT contact_id AS id, dt, hour(disconnect_timestamp) AS hour, customer_endpoint_address AS address
         FROM contact_record ORDER BY 1`,
      )
      const attributes = await lake.rows<{ id: string }>(
        `SELECT contact_id AS id, attribute_name AS name, attribute_value AS value FROM contact_attribute ORDER BY 1, 2`,
      )
      const ledger = await lake.rows<{ universe: string }>(
        `SELECT split_part(object_key, '/', 1) AS universe, sum(read) AS read,
           sum(accepted) + sum(duplicate) + sum(superseded) AS counted,
           sum(accepted) - sum(replaced) AS rows, count(DISTINCT object_key) AS objects FROM ledger GROUP BY 1`,
      )
      for (const [u, groups] of cases.entries()) {
        const all = groups.flat().flatMap(({ emissions }) => emissions)
        const expected = newest(u, all)
        const own = ({ id }: { readonly id: string }): boolean => id.startsWith(`universe-${u}-`)
        expect(contacts.filter(own)).toEqual(expected.contacts)
        expect(attributes.filter(own)).toEqual(expected.attributes)
        expect(ledger.filter(({ universe }) => universe === `universe-${u}`)).toEqual([
          {
            universe: `universe-${u}`,
            read: all.length,
            counted: all.length,
            rows: expected.contacts.length,
            objects: groups.flat().length,
          },
        ])
      }
    }),
    { seed: 20250701, numRuns: 5 },
  )
}, 120_000)
