import { table } from '../table.ts'
import { bigint, boolean, string, timestamp } from '../type.ts'
import { JOURNEY_DAYS } from './contact-journey.ts'

const flag = (doc: string) => ({ type: boolean, required: true, doc }) as const
const text = (doc: string) => ({ type: string, doc }) as const
const name = (doc: string) => ({ type: string, pii: 'name', doc }) as const
const time = (doc: string) => ({ type: timestamp, doc }) as const
const count = (doc: string) => ({ type: bigint, required: true, doc }) as const
const seconds = (doc: string) => ({ type: bigint, unit: 's', required: true, doc }) as const

/** What a customer would call one call: the sum of its legs. */
export const customerJourney = table({
  name: 'customer_journey',
  doc:
    'One row per journey, in the partition of its earliest disconnect: what the customer went through from the first ' +
    'contact to the last that followed from it. Supervisors who listen in are legs, and count for nothing else.',
  key: ['journey_id'],
  partition: { dt: 'first_disconnect_timestamp' },
  derived: {
    from: ['contact_journey'],
    reach_days: { back: 0, forward: JOURNEY_DAYS },
    days_of: 'contact_journey',
  },
  columns: {
    journey_id: {
      type: string,
      required: true,
      doc: 'Identifier of the journey: the contact it began with, of those that arrived.',
    },
    first_disconnect_timestamp: { type: timestamp, required: true, doc: 'The earliest disconnect of a leg.' },
    start_timestamp: { type: timestamp, required: true, doc: 'When the first leg began.' },
    end_timestamp: { type: timestamp, required: true, doc: 'The last disconnect of a leg.' },
    root_contact_id: {
      type: string,
      required: true,
      doc: 'The contact that all links lead to. Differs from journey_id when its record did not arrive.',
    },
    customer_key: {
      type: string,
      pii: 'endpoint',
      doc: "The customer's address in one spelling, from the first leg that tells it; null for nobody known.",
    },
    channel: text('Channel of the first leg.'),
    initiation_method: text('How the first leg began.'),
    instance_arn: text('ARN of the Connect instance of the first leg.'),
    is_test: flag('A leg is a simulated contact (validation test): metrics leave it out.'),
    outcome: {
      type: string,
      required: true,
      doc:
        'The first that holds: HANDLED (an agent was connected, and in outbound calls the customer, too), ' +
        'CUSTOMER_NOT_REACHED (an agent dialled in vain), EXTERNAL (a flow sent it outside), CALLBACK_NOT_REACHED (a ' +
        'callback was promised, and never spoken), ABANDONED (queued), LEFT_IN_FLOW (the customer hung up before any ' +
        'queue), CONTAINED (the flow ended it before any queue), OTHER.',
    },
    is_handled: flag('The outcome is HANDLED.'),
    repeat_exclusion: text(
      'Why it neither repeats another nor is followed by one, the first that holds: TEST, TASK, NOT_BEGUN_BY_CUSTOMER, ' +
        'NOT_HANDLED, ANONYMOUS (the customer is not known), IMPOSSIBLE_TIMES (it ends before it begins, or is longer ' +
        `than ${JOURNEY_DAYS} days, as a broken clock makes it); null for those that count.`,
    ),
    is_repeatable: flag('It counts for repeats: there is no repeat_exclusion.'),
    legs: count('Contacts of the journey, listeners among them.'),
    queue_time_s: seconds(
      'What the customer waited in queues in all, callbacks included: the sum of Queue.Duration',
    ),
    handle_time_s: seconds('What agents spent on it in all: the sum of HANDLE_TIME'),
    queues: count('Different queues it was in.'),
    first_queue_arn: text('ARN of the first queue it was in.'),
    first_queue_name: text('Name of the first queue it was in.'),
    agents: count('Different agents who handled it.'),
    first_handled_contact_id: text('The first leg that an agent handled.'),
    handled_queue_arn: text('ARN of the queue of that leg.'),
    handled_queue_name: text('Name of the queue of that leg.'),
    handled_agent_arn: text('ARN of the agent of that leg.'),
    handled_agent_username: name('User name of the agent of that leg.'),
    last_agent_arn: text('ARN of the agent of the last leg that was handled.'),
    last_agent_username: name('User name of the agent of the last leg that was handled.'),
    transfers: count('Legs that began by a transfer, of an agent or a flow, and transfers to the outside.'),
    transfers_external: count('Of those: to the outside.'),
    callback_attempts: count('Callback legs: the first attempt and each further one.'),
    callback_timestamp: time('When the first callback was promised.'),
    callback_reached_timestamp: time('When a callback leg was connected to an agent and so to the customer.'),
    callback_queue_arn: text('ARN of the queue of the first callback leg.'),
    callback_queue_name: text('Name of the queue of the first callback leg.'),
    callback_queue_time_s: seconds('The part of queue_time_s in callback legs'),
  },
})
