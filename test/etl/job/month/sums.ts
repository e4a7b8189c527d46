import { describe, expect, test } from 'vitest'
import { ordered } from '../../../simulator/recount.ts'
import type { LoadedMonth } from './loaded.ts'
import { agentRow, withoutTests } from './truth-tables.ts'

/** What is summed up: queue_interval, agent_contact_daily, and contacts by attribute. */
export function sumTests(loaded: () => LoadedMonth): void {
  describe('queue_interval', () => {
    test('summed to queue, channel and day', async () => {
      const [first] = withoutTests(loaded().truth)
      const { dt, queue_arn, queue_name, channel, queue_time_s, ...numbers } = first as NonNullable<
        typeof first
      >
      // Time in the queue is not in the view as such: answered and abandoned contacts have theirs, see below.
      const rows = await loaded().lake.rows(
        `SELECT dt, queue_arn, queue_name, channel, ${Object.keys(numbers).map(name => `sum(${name}) AS ${name}`)}
         FROM queue_interval GROUP BY 1, 2, 3, 4`,
      )
      expect(ordered(rows)).toEqual(
        ordered(withoutTests(loaded().truth).map(({ queue_time_s: _, ...row }) => row)),
      )
    })

    test('waiting: time until the answer, until the abandon, and of those who were called back or moved on', async () => {
      const [interval] = await loaded().lake.rows<Record<string, number>>(
        `SELECT sum(queue_answer_time_s) AS answer, sum(queue_answer_time_contacts) AS answered,
           sum(abandon_time_s) AS abandon, sum(abandon_time_contacts) AS abandoned FROM queue_interval`,
      )
      const [others] = await loaded().lake.rows<Record<string, number>>(
        `SELECT sum(queue_duration_s) AS seconds, count(*) AS contacts FROM contact
         WHERE NOT is_test AND is_queued AND NOT is_handled AND NOT is_abandoned`,
      )
      const rows = withoutTests(loaded().truth)
      const total = (name: 'queue_time_s' | 'contacts_queued' | 'contacts_abandoned') =>
        rows.reduce((sum, row) => sum + row[name], 0)
      const seconds = (interval?.answer ?? 0) + (interval?.abandon ?? 0) + (others?.seconds ?? 0)
      expect(seconds).toBe(total('queue_time_s'))
      expect(interval?.abandoned).toBe(total('contacts_abandoned'))
      expect((interval?.answered ?? 0) + (interval?.abandoned ?? 0) + (others?.contacts ?? 0)).toBe(
        total('contacts_queued'),
      )
    })

    test('every interval is 15 minutes of the day it says', async () => {
      const rows = await loaded().lake.rows(
        `SELECT count(*) AS n FROM queue_interval WHERE minute(interval_start) NOT IN (0, 15, 30, 45)
           OR second(interval_start) <> 0 OR strftime(interval_start, '%Y-%m-%d') <> dt`,
      )
      expect(rows).toEqual([{ n: 0 }])
    })
  })

  test('agent_contact_daily, by agent, channel and day of disconnect', async () => {
    const rows = await loaded().lake.rows(
      `SELECT dt, agent_username, channel, ${['contacts_handled', 'holds', 'interaction_time_s', 'hold_time_s', 'after_contact_work_time_s', 'handle_time_s'].map(name => `sum(${name}) AS ${name}`)}
       FROM agent_contact_daily GROUP BY 1, 2, 3`,
    )
    // The truth has rows of agents who were offered contacts and handled none; and test contacts, which the view leaves
    // out, never reach an agent.
    expect(loaded().truth.tests_by_queue_day.every(({ handled }) => handled === 0)).toBe(true)
    expect(ordered(rows)).toEqual(
      ordered(
        loaded()
          .truth.by_agent_day.filter(row => row.handled > 0)
          .map(agentRow),
      ),
    )
  })

  describe('contact_attribute', () => {
    test('by value of the reason, a redacted contact having none', async () => {
      const rows = await loaded().lake.rows<{ value: string; n: number }>(
        `SELECT attribute_value AS value, count(*) AS n FROM contact_attribute WHERE attribute_name = 'reason' GROUP BY 1`,
      )
      expect(Object.fromEntries(rows.map(({ value, n }) => [value, n]))).toEqual(
        loaded().truth.by_attribute.reason,
      )
    })

    test('has one row for each attribute of the newest version, no more', async () => {
      const rows = await loaded().lake.rows(
        'SELECT dt, contact_id, attribute_name, attribute_value FROM contact_attribute',
      )
      const expected = loaded().newest.flatMap(({ ContactId, DisconnectTimestamp, Attributes }) =>
        Object.entries(Attributes).map(([attribute_name, attribute_value]) => ({
          dt: DisconnectTimestamp.slice(0, 10),
          contact_id: ContactId,
          attribute_name,
          attribute_value,
        })),
      )
      expect(ordered(rows)).toEqual(ordered(expected))
    })
  })
}
