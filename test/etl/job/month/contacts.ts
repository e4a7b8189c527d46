import { describe, expect, test } from 'vitest'
import { ordered } from '../../../simulator/recount.ts'
import type { LoadedMonth } from './loaded.ts'
import { allContacts, withoutTests } from './truth-tables.ts'

/** The columns that the truth has by queue, channel and day, as sums over what `contact` says of each contact. */
const contactSums = `count(*) AS contacts, count_if(is_queued) AS contacts_queued,
  count_if(is_handled) AS contacts_handled, count_if(is_abandoned) AS contacts_abandoned,
  count_if(is_transferred_out) AS contacts_transferred_out,
  ${[20, 30, 60, 120].map(s => `count_if(is_handled AND queue_duration_s < ${s}) AS contacts_answered_in_${s}s`)},
  ${[20, 30, 60, 120].map(s => `count_if(queue_duration_s < ${s}) AS contacts_removed_from_queue_in_${s}s`)},
  coalesce(sum(queue_duration_s), 0) AS queue_time_s, coalesce(sum(interaction_time_s), 0) AS interaction_time_s,
  coalesce(sum(hold_time_s), 0) AS hold_time_s,
  coalesce(sum(after_contact_work_time_s), 0) AS after_contact_work_time_s,
  coalesce(sum(handle_time_s), 0) AS handle_time_s`

/** Rows and flags of single contacts: the views contact and connect_contact_trace_records. */
export function contactTests(loaded: () => LoadedMonth): void {
  describe('contact', () => {
    test('by queue, channel and day of disconnect', async () => {
      const rows = await loaded().lake.rows(
        `SELECT dt, queue_arn, queue_name, channel, ${contactSums} FROM contact GROUP BY 1, 2, 3, 4`,
      )
      expect(ordered(rows)).toEqual(ordered(allContacts(loaded().truth)))
    })

    test('without test contacts', async () => {
      const rows = await loaded().lake.rows(
        `SELECT dt, queue_arn, queue_name, channel, ${contactSums} FROM contact WHERE NOT is_test GROUP BY 1, 2, 3, 4`,
      )
      expect(loaded().truth.tests_by_queue_day.length).toBeGreaterThan(0)
      expect(ordered(rows)).toEqual(ordered(withoutTests(loaded().truth)))
    })

    test('by the way the contact began', async () => {
      const rows = await loaded().lake.rows(
        'SELECT dt AS day, initiation_method, count(*) AS contacts FROM contact GROUP BY 1, 2',
      )
      expect(ordered(rows)).toEqual(ordered(loaded().truth.by_initiation_method))
    })

    test('flags of the way the contact began', async () => {
      // By metrics.md §2: incoming are INBOUND, TRANSFER and QUEUE_TRANSFER; new chats and tasks are API, not incoming.
      const contacts = (...methods: string[]) =>
        loaded()
          .truth.by_initiation_method.filter(({ initiation_method }) => methods.includes(initiation_method))
          .reduce((sum, row) => sum + row.contacts, 0)
      const [row] = await loaded().lake.rows(
        `SELECT count_if(is_incoming) AS incoming, count_if(is_callback) AS callback, count_if(is_api) AS api,
           count_if(is_transferred_in_by_agent) AS by_agent, count_if(is_transferred_in_from_queue) AS from_queue,
           count_if(is_transferred_in) AS transferred_in FROM contact`,
      )
      expect(row).toEqual({
        incoming: contacts('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER'),
        callback: contacts('CALLBACK'),
        api: contacts('API'),
        by_agent: contacts('TRANSFER'),
        from_queue: contacts('QUEUE_TRANSFER'),
        transferred_in: contacts('TRANSFER', 'QUEUE_TRANSFER'),
      })
      expect(Math.min(...Object.values(row as Record<string, number>))).toBeGreaterThan(0)
    })

    test('by the reason for which it ended', async () => {
      const rows = await loaded().lake.rows(
        'SELECT dt AS day, disconnect_reason, count(*) AS contacts FROM contact GROUP BY 1, 2',
      )
      // Where Connect gives no reason the view says NONE.
      const expected = loaded().truth.by_disconnect_reason.map(row => ({
        ...row,
        disconnect_reason: row.disconnect_reason ?? 'NONE',
      }))
      expect(ordered(rows)).toEqual(ordered(expected))
    })

    test('is what connect_contact_trace_records shows flat', async () => {
      const rows = await loaded().lake.rows(
        `SELECT CAST(contact_date AS varchar) AS day, count(*) AS contacts, sum(contact_duration) AS seconds
         FROM connect_contact_trace_records GROUP BY 1`,
      )
      const days = new Map<string, { day: string; contacts: number; seconds: number }>()
      for (const { InitiationTimestamp, DisconnectTimestamp } of loaded().newest) {
        const day = DisconnectTimestamp.slice(0, 10)
        const sum = days.get(day) ?? { day, contacts: 0, seconds: 0 }
        sum.contacts++
        sum.seconds += (Date.parse(DisconnectTimestamp) - Date.parse(InitiationTimestamp)) / 1000
        days.set(day, sum)
      }
      expect(ordered(rows)).toEqual(ordered([...days.values()]))
    })
  })
}
