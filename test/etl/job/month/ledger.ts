import { describe, expect, test } from 'vitest'
import { ordered } from '../../../simulator/recount.ts'
import { expectedLedger, type Fate, summed } from './expected-ledger.ts'
import type { LoadedMonth } from './loaded.ts'
import { arrivalOf } from './simulated.ts'

/** The sums of the ledger over the objects of one stream. */
const sumsOf = async ({ lake }: LoadedMonth, stream: string): Promise<Omit<Fate, 'object_key'>> => {
  const [sums] = await lake.rows<Omit<Fate, 'object_key'>>(
    `SELECT sum(read) AS read, sum(accepted) AS accepted, sum(duplicate) AS duplicate, sum(superseded) AS superseded,
       sum(quarantined) AS quarantined, sum(replaced) AS replaced
     FROM ledger WHERE strpos(object_key, '${stream}') = 1`,
  )
  return sums as Omit<Fate, 'object_key'>
}

/** The books of the lake: the ledger, what data_freshness shows of it, and drift. */
export function ledgerTests(loaded: () => LoadedMonth): void {
  describe('the ledger', () => {
    test('has what became of the records of each object, as the definitions have it', async () => {
      const rows = await loaded().lake.rows<Fate>(
        `SELECT object_key, sum(read) AS read, sum(accepted) AS accepted, sum(duplicate) AS duplicate,
           sum(superseded) AS superseded, sum(quarantined) AS quarantined, sum(replaced) AS replaced
         FROM ledger GROUP BY object_key`,
      )
      expect(ordered(rows)).toEqual(ordered(loaded().fates))
    })

    test('adds up to the truth about contact records', async () => {
      const { contacts, emissions, duplicates, superseded, damaged } = loaded().truth.totals.contact_records
      // The truth counts as if all had been loaded in one run: the definitions then give the same.
      const raws = loaded()
        .runs.flat()
        .filter(({ key }) => key.startsWith('contact-records/'))
      const once = summed(expectedLedger([raws]))
      expect(once).toEqual({
        read: emissions,
        accepted: contacts,
        duplicate: duplicates,
        superseded,
        quarantined: damaged,
        replaced: 0,
      })
      // In several runs a row is accepted and later replaced by what one run would have preferred at once; and a copy of
      // a version that was replaced by then is no duplicate of anything in the table, but superseded.
      const sums = await sumsOf(loaded(), 'contact-records/')
      expect(sums).toMatchObject({ read: emissions, quarantined: damaged })
      expect(sums.accepted - sums.replaced).toBe(contacts)
      expect(sums.duplicate + sums.superseded + sums.replaced).toBe(duplicates + superseded)
      // The month is eventful enough for all of this to be tested.
      expect(Math.min(sums.replaced, sums.duplicate, sums.superseded, sums.quarantined)).toBeGreaterThan(10)
    })

    test('adds up to the truth about agent events', async () => {
      const { events, emissions, duplicates, damaged } = loaded().events
      // An event has no versions: a copy is a duplicate, in whichever run it comes.
      expect(await sumsOf(loaded(), 'agent-events/')).toEqual({
        read: emissions,
        accepted: events,
        duplicate: duplicates,
        superseded: 0,
        quarantined: damaged,
        replaced: 0,
      })
    })

    test('explains the rows of each table', async () => {
      const count = async (from: string) =>
        (await loaded().lake.rows<{ n: number }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n
      expect(await count('contact_record')).toBe(loaded().truth.totals.contact_records.contacts)
      expect(await count('agent_event')).toBe(loaded().events.events)
      expect(await count('quarantine')).toBe(summed(loaded().fates).quarantined)
      expect(await count('(SELECT DISTINCT contact_id FROM contact_record)')).toBe(
        await count('contact_record'),
      )
      expect(await count('(SELECT DISTINCT event_id FROM agent_event)')).toBe(await count('agent_event'))
    })

    test('is what data_freshness shows by day of arrival', async () => {
      const days = new Map<string, Fate[]>()
      for (const fate of loaded().fates) {
        const day = arrivalOf(fate.object_key).slice(0, 10)
        days.set(day, [...(days.get(day) ?? []), fate])
      }
      const expected = [...days].map(([dt, some]) => {
        const { read, accepted, duplicate, superseded, quarantined } = summed(some)
        return {
          dt,
          raw_objects: some.length,
          records_read: read,
          records_accepted: accepted,
          records_duplicate: duplicate,
          records_superseded: superseded,
          records_quarantined: quarantined,
        }
      })
      const rows = await loaded().lake.rows(
        `SELECT dt, raw_objects, records_read, records_accepted, records_duplicate, records_superseded,
           records_quarantined FROM data_freshness`,
      )
      expect(ordered(rows)).toEqual(ordered(expected))
    })
  })

  test('drift has every unknown field, counted in each intact emission that carries it, and nothing else', async () => {
    const rows = await loaded().lake.rows<{
      table_name: string
      path: string
      problem: string
      records: number
    }>('SELECT table_name, path, problem, sum(records) AS records FROM drift GROUP BY ALL')
    const expected = Object.entries(loaded().truth.totals.contact_records.unknown_fields).map(
      ([path, records]) => ({
        table_name: 'contact_record',
        path,
        problem: 'unknown_field',
        records,
      }),
    )
    expect(expected.length).toBeGreaterThanOrEqual(6)
    expect(ordered(rows)).toEqual(ordered(expected))
  })
}
