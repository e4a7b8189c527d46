import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'
import { JOURNEY_DAYS } from './contact-journey.ts'

const text = (doc: string) => ({ type: string, doc }) as const
const time = (doc: string) => ({ type: timestamp, doc }) as const

/** The longest time between two contacts that anybody calls a repeat. */
export const RETURN_DAYS = 30

/** Backward look only: it is final at once, and a day that is over never changes because a customer comes again. */
export const customerReturn = table({
  name: 'customer_return',
  doc:
    'One row per journey that counts for repeats, with the one before of the same customer when that ended less than ' +
    `${RETURN_DAYS} days before this one began. The one before is the last that began earlier; each journey is ` +
    'followed by one at most.',
  key: ['journey_id'],
  partition: { dt: 'first_disconnect_timestamp' },
  derived: {
    from: ['customer_journey'],
    // A journey ends a week after its start at most, and begins a week before its first disconnect at most: so the one
    // before lies at most 30 + 7 + 7 days back, with a day for the hours; and a long one can have its day later.
    reach_days: { back: RETURN_DAYS + 2 * JOURNEY_DAYS + 1, forward: JOURNEY_DAYS },
    days_of: 'customer_journey',
  },
  columns: {
    journey_id: { type: string, required: true, doc: 'Identifier of the journey.' },
    first_disconnect_timestamp: { type: timestamp, required: true, doc: 'The earliest disconnect of a leg.' },
    start_timestamp: { type: timestamp, required: true, doc: 'When the first leg began.' },
    end_timestamp: { type: timestamp, required: true, doc: 'The last disconnect of a leg.' },
    customer_key: {
      type: string,
      required: true,
      pii: 'endpoint',
      doc: "The customer's address in one spelling.",
    },
    channel: text('Channel of the first leg.'),
    instance_arn: text('ARN of the Connect instance of its first leg.'),
    queue_arn: text('ARN of the queue of the first leg that was handled.'),
    queue_name: text('Name of the queue of the first leg that was handled.'),
    agent_arn: text('ARN of the agent who handled it first.'),
    agent_username: { type: string, pii: 'name', doc: 'User name of the agent who handled it first.' },
    gap_s: {
      type: bigint,
      unit: 's',
      doc: 'From the end of the journey before to the start of this one; 0 when that had not ended yet; null without one.',
    },
    previous_journey_id: text('The journey before.'),
    previous_dt: text('Its day: the UTC date of its earliest disconnect, as text.'),
    previous_end_timestamp: time('When it ended.'),
    previous_channel: text('Channel of its first leg.'),
    previous_queue_arn: text('ARN of the queue of its first leg that was handled.'),
    previous_queue_name: text('Name of the queue of its first leg that was handled.'),
    previous_agent_arn: text('ARN of the agent who handled it first.'),
    previous_agent_username: {
      type: string,
      pii: 'name',
      doc: 'User name of the agent who handled it first.',
    },
  },
})
