import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../schema/instant.ts'
import type { Journey } from '../../../../simulator/index.ts'
import { countsForRepeats, endOf, repeatsIn, startOf } from '../../../../simulator/repeats.ts'
import { periodOf } from '../../../../sql/metrics/period.ts'
import { questionSql } from '../../../../sql/metrics/query.ts'
import { questionOf } from '../../../../sql/metrics/question.ts'
import { ordered } from '../../../simulator/recount.ts'
import type { LoadedMonth } from './loaded.ts'

type Leg = Journey['legs'][number]

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
const idOf = ({ legs }: Journey): string => (legs[0] as Leg).contact_id
const isListener = (leg: Leg): boolean => leg.initiation_method === 'MONITOR'
const different = (values: readonly (string | null)[]): number =>
  new Set(values.filter(value => value !== null)).size
const waited = (legs: readonly Leg[]): number => legs.reduce((sum, { wait_s }) => sum + (wait_s ?? 0), 0)

/** A row of the table as the truth has it. */
function journeyRow(journey: Journey) {
  const { legs, day, customer, test: is_test, outcome } = journey
  const first = legs[0] as Leg
  const handled = legs.filter(leg => leg.agent !== null && !isListener(leg))
  const callbacks = legs.filter(leg => leg.initiation_method === 'CALLBACK')
  const transfers = legs.filter(leg => ['TRANSFER', 'QUEUE_TRANSFER'].includes(leg.initiation_method))
  const outside = legs.filter(leg => leg.transferred_outside)
  return {
    dt: day,
    journey_id: idOf(journey),
    start: iso(startOf(journey)),
    end: iso(endOf(journey)),
    customer_key: customer,
    channel: first.channel,
    initiation_method: first.initiation_method,
    is_test,
    outcome,
    is_repeatable: countsForRepeats(journey),
    legs: legs.length,
    queue_time_s: waited(legs),
    queues: different(legs.filter(leg => leg.queued).map(leg => leg.queue_arn)),
    first_queue_arn: legs.find(leg => leg.queued)?.queue_arn ?? null,
    agents: different(handled.map(leg => leg.agent)),
    handled_queue_arn: handled[0]?.queue_arn ?? null,
    handled_agent_username: handled[0]?.agent ?? null,
    last_agent_username: handled.at(-1)?.agent ?? null,
    transfers: transfers.length + outside.length,
    transfers_external: outside.length,
    callback_attempts: callbacks.length,
    callback: callbacks[0] ? iso(callbacks[0].initiated_ms) : null,
    callback_reached: callbacks.some(leg => leg.agent !== null),
    callback_queue_time_s: waited(callbacks),
  }
}

function legRows({ legs }: Journey, byId: ReadonlyMap<string, Leg>) {
  return legs.map((leg, i) => {
    const before = leg.previous_contact_id === null ? undefined : byId.get(leg.previous_contact_id)
    const isTransfer = ['TRANSFER', 'QUEUE_TRANSFER'].includes(leg.initiation_method)
    const kind = before ? (before.transferred_out ? 'COLD' : 'WARM') : 'UNKNOWN'
    return {
      contact_id: leg.contact_id,
      journey_id: (legs[0] as Leg).contact_id,
      leg_number: i + 1,
      legs: legs.length,
      transfer_kind: isTransfer ? (leg.initiation_method === 'QUEUE_TRANSFER' ? 'QUEUE' : kind) : null,
      from_contact_id: isTransfer ? leg.previous_contact_id : null,
      from_queue_arn: (isTransfer && before?.queue_arn) || null,
      from_agent_username: (isTransfer && before?.agent) || null,
    }
  })
}

/** What contacts add up to: legs, journeys, and customers who came again. */
export function journeyTests(loaded: () => LoadedMonth): void {
  describe('journeys', () => {
    test('every contact is the leg that it was', async () => {
      const rows = await loaded().lake.rows(
        `SELECT contact_id, journey_id, leg_number, legs, transfer_kind, from_contact_id, from_queue_arn,
           from_agent_username FROM contact_journey`,
      )
      const { journeys } = loaded()
      const byId = new Map(journeys.flatMap(({ legs }) => legs).map(leg => [leg.contact_id, leg]))
      expect(ordered(rows)).toEqual(ordered(journeys.flatMap(journey => legRows(journey, byId))))
    })

    test('every journey is what its customer went through', async () => {
      const rows = await loaded().lake.rows(
        `SELECT dt, journey_id, CAST(start_timestamp AS varchar) AS start, CAST(end_timestamp AS varchar) AS end,
           customer_key, channel, initiation_method, is_test, outcome, is_repeatable, legs, queue_time_s, queues,
           first_queue_arn, agents, handled_queue_arn, handled_agent_username, last_agent_username, transfers,
           transfers_external, callback_attempts, CAST(callback_timestamp AS varchar) AS callback,
           callback_reached_timestamp IS NOT NULL AS callback_reached, callback_queue_time_s
         FROM customer_journey`,
      )
      expect(ordered(rows)).toEqual(ordered(loaded().journeys.map(journeyRow)))
    })

    test('every return of a customer, within a day and weeks later', async () => {
      const rows = await loaded().lake.rows(
        `SELECT dt, journey_id, previous_dt, previous_journey_id, gap_s, previous_agent_username, previous_queue_arn
         FROM customer_return WHERE gap_s IS NOT NULL`,
      )
      const expected = repeatsIn(loaded().journeys).map(({ journey, previous, gap_s }) => {
        const row = journeyRow(previous)
        return {
          dt: journey.day,
          journey_id: idOf(journey),
          previous_dt: row.dt,
          previous_journey_id: row.journey_id,
          gap_s,
          previous_agent_username: row.handled_agent_username,
          previous_queue_arn: row.handled_queue_arn,
        }
      })
      expect(ordered(rows)).toEqual(ordered(expected))
      expect(expected.some(({ gap_s }) => gap_s < 3_600)).toBe(true)
      expect(expected.some(({ gap_s }) => gap_s > 14 * 86_400)).toBe(true)
      const [count] = await loaded().lake.rows('SELECT count(*) AS n FROM customer_return')
      expect(count).toEqual({ n: loaded().journeys.filter(countsForRepeats).length })
    })

    test.each([1, 7, 14])(
      'who came again within %i days, by the agent who could have prevented it',
      async days => {
        const { lake, journeys } = loaded()
        const names = [
          ...['repeatable_contacts', `repeat_contacts:${days}`, `contacts_mature:${days}`],
          ...[`contacts_resolved:${days}`, `issues_mature:${days}`, `issues_resolved:${days}`],
          `issue_first_contact_resolution:${days}`,
        ]
        const all = journeys.filter(countsForRepeats)
        const sorted = all.map(({ day }) => day).sort()
        const period = periodOf(sorted[0] ?? '', addDays(sorted.at(-1) ?? '', 1), 'UTC')
        const question = questionOf({ metrics: names, by: ['agent'], filters: [], period })
        const columns = question.metrics.map(({ metric }) => metric.column)
        const rows = await lake.rows(`SELECT agent, ${columns.join(', ')} FROM (${questionSql(question)})`)

        const [arrived] = await lake.rows<{ at: number }>(
          'SELECT epoch_ms(max(arrived_at)) AS at FROM ledger',
        )
        const until_ms = Math.min(Math.max(...journeys.map(endOf)), Number(arrived?.at))
        const near = repeatsIn(journeys).filter(({ gap_s }) => gap_s < days * 86_400)
        const repeating = new Set(near.map(({ journey }) => journey))
        const followed = new Set(near.map(({ previous }) => previous))
        const byAgent = new Map<string | null, Journey[]>()
        for (const journey of all) {
          const { handled_agent_username: agent } = journeyRow(journey)
          byAgent.set(agent, [...(byAgent.get(agent) ?? []), journey])
        }
        const expected = [...byAgent].map(([agent, group]) => {
          const mature = group.filter(journey => endOf(journey) + days * 86_400_000 <= until_ms)
          const issues = mature.filter(journey => !repeating.has(journey))
          const at_once = issues.filter(journey => !followed.has(journey)).length
          return [
            ...[agent, group.length, group.filter(journey => repeating.has(journey)).length, mature.length],
            ...[mature.filter(journey => !followed.has(journey)).length, issues.length, at_once],
            issues.length === 0 ? null : (100 * at_once) / issues.length,
          ]
        })
        expect(ordered(rows.map(row => Object.values(row)))).toEqual(ordered(expected))
        expect(near.length).toBeGreaterThan(20)
      },
    )
  })
}
