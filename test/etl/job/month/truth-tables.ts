import type { AgentDay, QueueDay, Truth } from '../../../../simulator/index.ts'

/** The numbers of a row of the truth under the names by which the views have them. */
const numbersOf = (row: QueueDay) => ({
  contacts: row.contacts,
  contacts_queued: row.queued,
  contacts_handled: row.handled,
  contacts_abandoned: row.abandoned,
  contacts_transferred_out: row.transferred_out,
  contacts_answered_in_20s: row.answered_in_s['20'],
  contacts_answered_in_30s: row.answered_in_s['30'],
  contacts_answered_in_60s: row.answered_in_s['60'],
  contacts_answered_in_120s: row.answered_in_s['120'],
  contacts_removed_from_queue_in_20s: row.removed_from_queue_in_s['20'],
  contacts_removed_from_queue_in_30s: row.removed_from_queue_in_s['30'],
  contacts_removed_from_queue_in_60s: row.removed_from_queue_in_s['60'],
  contacts_removed_from_queue_in_120s: row.removed_from_queue_in_s['120'],
  queue_time_s: row.queue_duration_s,
  interaction_time_s: row.interaction_s,
  hold_time_s: row.hold_s,
  after_contact_work_time_s: row.acw_s,
  // HANDLE_TIME is the sum of the four parts; the views give the pause of tasks in it, and nowhere else.
  handle_time_s: row.interaction_s + row.hold_s + row.acw_s + row.pause_s,
})

export type QueueNumbers = ReturnType<typeof numbersOf>

/** A row by queue, channel and day. */
export interface QueueRow extends QueueNumbers {
  readonly dt: string
  readonly queue_arn: string | null
  readonly queue_name: string | null
  readonly channel: string
}

function queueRow(row: QueueDay): QueueRow {
  // The truth names no personal queue; the views give its id, the part of the ARN that tells it apart.
  const queue_name = row.queue ?? row.queue_arn?.split('/queue/')[1] ?? null
  return { dt: row.day, queue_arn: row.queue_arn, queue_name, channel: row.channel, ...numbersOf(row) }
}

/** Every contact, Connect's own test contacts among them: what `contact` has. */
export const allContacts = (truth: Truth): readonly QueueRow[] => truth.by_queue_day.map(queueRow)

/** Without Connect's own test contacts: what metrics, and so `queue_interval`, are about. */
export function withoutTests(truth: Truth): readonly QueueRow[] {
  const place = (row: QueueDay): string => [row.day, row.queue_arn, row.channel].join()
  const tests = new Map(truth.tests_by_queue_day.map(row => [place(row), queueRow(row)]))
  return truth.by_queue_day.flatMap(row => {
    const all = queueRow(row)
    const test = tests.get(place(row))
    if (test === undefined) return [all]
    const rest = Object.keys(numbersOf(row)).map(name => {
      const number = name as keyof QueueNumbers
      return [number, all[number] - test[number]]
    })
    const left = { ...all, ...(Object.fromEntries(rest) as unknown as QueueNumbers) }
    return left.contacts > 0 ? [left] : []
  })
}

/** By agent, channel and day of disconnect, as `agent_contact_daily` adds up. */
export const agentRow = (row: AgentDay) => ({
  dt: row.day,
  agent_username: row.agent,
  channel: row.channel,
  contacts_handled: row.handled,
  holds: row.holds,
  interaction_time_s: row.interaction_s,
  hold_time_s: row.hold_s,
  after_contact_work_time_s: row.acw_s,
  handle_time_s: row.interaction_s + row.hold_s + row.acw_s + row.pause_s,
})
