/**
 * A day of journeys depends on the days in its reach and on nothing else: made alone, from these, it has the rows that
 * it has when all days are made at once from everything. Links go anywhere here, and lives are of any length.
 */
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactJourneyDerivation } from '../../../etl/derive/contact-journey.ts'
import { customerJourneyDerivation } from '../../../etl/derive/customer-journey.ts'
import { customerReturnDerivation } from '../../../etl/derive/customer-return.ts'
import type { Derivation } from '../../../etl/derive/derivation.ts'
import { reachOf } from '../../../etl/derive/plan.ts'
import { givenSql } from '../../../etl/derive/write-sql.ts'
import { duckdbWorkbench } from '../../../lake/workbench/duckdb.ts'
import type { Workbench } from '../../../lake/workbench/workbench.ts'
import { duckdbType, quoted } from '../../../schema/formats/duckdb.ts'
import { contactRecord } from '../../../schema/tables/contact-record.ts'
import { temporaryFolder } from '../../fixture/folder.ts'

const folder = temporaryFolder()
const derivations = [contactJourneyDerivation, customerJourneyDerivation, customerReturnDerivation]

let bench: Workbench
beforeAll(async () => {
  bench = await duckdbWorkbench({
    scratch: join(folder, 'bench'),
    memory_bytes: 256 * 1024 * 1024,
    lanes: 1,
  })
  const columns = Object.entries(contactRecord.columns).map(
    ([name, { type }]) => `${quoted(name)} ${duckdbType(type)}`,
  )
  await bench.run(`CREATE TABLE contact_record (${columns.join(', ')}, dt VARCHAR)`)
})
afterAll(() => bench.close())

const ids = Array.from({ length: 12 }, (_, i) => `c${i}`)
const link = fc.option(fc.constantFrom(...ids, 'gone'), { nil: null, freq: 2 })
const leg = fc.record({
  // Few first contacts with many legs: chains that go on for longer than a week.
  initial: fc.constantFrom('c0', 'gone', 'gone', null),
  previous: link,
  next: link,
  related: link,
  day: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 75 })),
  hours: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 250 })),
  customer: fc.constantFrom("'+4401'", "'+4402'", 'NULL'),
  method: fc.constantFrom('INBOUND', 'INBOUND', 'INBOUND', 'TRANSFER', 'CALLBACK', 'MONITOR', 'OUTBOUND'),
  is_handled: fc.integer({ min: 0, max: 3 }),
})

const sql = (text: string | null): string => (text === null ? 'NULL' : `'${text}'`)

/** What the derivation makes of a source, as SQL to read from. */
async function madeFrom(
  derivation: Derivation,
  source: string,
  first: string,
  last: string,
): Promise<string> {
  const sources = { [derivation.table.derived?.from[0] as string]: source }
  for (const [name, select] of Object.entries(derivation.given?.(sources, first, last) ?? {})) {
    await bench.run(givenSql(name, select))
  }
  return derivation.sql(sources, first, last)
}

/** Rows of one table as text, in an order of their own. */
const rowsOf = async (from: string): Promise<readonly string[]> =>
  (await bench.rows<{ row: string }>(`SELECT CAST(t AS VARCHAR) AS row FROM (${from}) t ORDER BY 1`)).map(
    ({ row }) => row,
  )

test('a day made alone, from its reach, is as it is when all are made at once', async () => {
  const seen = { legs: 0, returns: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(leg, { minLength: ids.length, maxLength: ids.length }), async legs => {
      const values = legs.map(({ day, hours, ...each }, i) => {
        const end = `TIMESTAMP '2025-06-01 12:00:00' + INTERVAL ${day} DAY`
        const connected = each.is_handled > 0 ? end : 'NULL'
        return `('c${i}', ${end}, ${end} - INTERVAL ${hours} HOUR, ${sql(each.initial)}, ${sql(each.previous)},
          ${sql(each.next)}, ${sql(each.related)}, ${each.customer}, ${sql(each.method)}, ${connected}, ${connected},
          strftime(${end}, '%Y-%m-%d'))`
      })
      await bench.run('DELETE FROM contact_record')
      await bench.run(`INSERT INTO contact_record (contact_id, disconnect_timestamp, initiation_timestamp,
        initial_contact_id, previous_contact_id, next_contact_id, related_contact_id, customer_endpoint_address,
        initiation_method, connected_to_agent_timestamp, connected_to_system_timestamp, dt) VALUES ${values.join(', ')}`)

      for (const derivation of derivations) {
        const { name, partition, derived } = derivation.table
        const from = derived?.from[0] as string
        const columns = Object.keys(derivation.table.columns).map(quoted).join(', ')
        const all = await madeFrom(derivation, from, '2025-06-01', '2025-08-31')
        await bench.run(`CREATE OR REPLACE TABLE ${name} AS SELECT ${columns},
          strftime(${partition.dt}, '%Y-%m-%d') AS dt FROM (${all})`)
        for (const { dt } of await bench.rows<{ dt: string }>(
          `SELECT DISTINCT dt FROM ${from} ORDER BY dt`,
        )) {
          const reach = reachOf(derivation, dt)
          const source = `(SELECT * FROM ${from} WHERE dt BETWEEN '${reach[0]}' AND '${reach.at(-1)}')`
          const alone = await madeFrom(derivation, source, dt, dt)
          const rows = await rowsOf(`SELECT ${columns} FROM ${name} WHERE dt = '${dt}'`)
          expect(await rowsOf(`SELECT ${columns} FROM (${alone})`), `${name} ${dt}`).toEqual(rows)
        }
      }
      const [{ legs: many, returns } = { legs: 0n, returns: 0n }] = await bench.rows<{
        legs: bigint
        returns: bigint
      }>(`SELECT (SELECT count(*) FROM contact_journey WHERE legs > 1) AS legs,
        (SELECT count(gap_s) FROM customer_return) AS returns`)
      seen.legs += Number(many)
      seen.returns += Number(returns)
    }),
    { seed: 20250701, numRuns: 6, endOnFailure: true },
  )
  // All of it happened.
  expect(Math.min(seen.legs, seen.returns)).toBeGreaterThan(0)
}, 120_000)
