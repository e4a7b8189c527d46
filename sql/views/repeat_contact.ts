import { type ViewColumn, view } from '../view.ts'
import { journeyDay } from './journey.ts'

/** Days within which another contact of the same customer counts as a repeat. */
const returnWindows = [1, 3, 7, 14, 30] as const

type Window = (typeof returnWindows)[number]

/** A column for each window, such as `is_repeat_7d`. */
const byWindow = <const P extends string, const C extends ViewColumn>(
  prefix: P,
  column: (days: Window) => C,
) =>
  Object.fromEntries(returnWindows.map(days => [`${prefix}_${days}d`, column(days)])) as {
    readonly [K in `${P}_${Window}d`]: C
  }

const days = (count: Window): string => (count === 1 ? '24 hours' : `${count} × 24 hours`)

const flag = (doc: string) => ({ type: 'boolean', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const name = (doc: string) => ({ type: 'varchar', doc, pii: true }) as const
const time = (doc: string) => ({ type: 'timestamp', doc }) as const
const seconds = (doc: string) => ({ type: 'bigint', doc: `${doc}, in seconds.` }) as const

/** Backward look: final at once. Forward look: final when the window is over, which `is_mature_…` tells. */
export const repeatContact = view({
  name: 'repeat_contact',
  version: 2,
  doc:
    'One row per journey that counts for repeats: an agent handled it, the customer began it and is known, and it is ' +
    'no task and no test. Gaps run from the end of one to the start of the next; a gap of exactly the window is none. ' +
    'First contact resolution within 7 days is the share of the mature (is_mature_7d) that nothing followed ' +
    '(NOT is_followed_7d), by the queue and agent that could have resolved it.',
  grain: ['journey_id'],
  uses: ['customer_return', 'customer_journey', 'ledger', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date of the earliest disconnect of the journey, as text.'),
    journey_date: { type: 'date', doc: 'The same as a date, made of the partition.' },
    ...journeyDay,
    journey_id: text('The journey.'),
    customer_key: name("The customer's address in one spelling."),
    channel: text('Channel of the first leg.'),
    instance_arn: text('ARN of the Connect instance.'),
    queue_arn: text('ARN of the queue of the first leg that was handled.'),
    queue_name: text('Name of that queue.'),
    agent_arn: text('ARN of the agent who handled it first.'),
    agent_username: name('User name of that agent.'),
    first_disconnect_timestamp: time('The earliest disconnect of a leg.'),
    start_timestamp: time('When the first leg began.'),
    end_timestamp: time('The last disconnect of a leg.'),
    gap_s: seconds('Since the end of the journey before; null when there is none within 30 days'),
    previous_journey_id: text('The journey before: the one that this repeats.'),
    previous_dt: text('Its day, as text.'),
    previous_channel: text('Its channel.'),
    previous_queue_arn: text('ARN of its queue: what a repeat is attributed to.'),
    previous_queue_name: text('Name of its queue.'),
    previous_agent_arn: text('ARN of its agent.'),
    previous_agent_username: name('User name of its agent.'),
    next_journey_id: text('The journey that followed within 30 days, as far as data reach.'),
    next_gap_s: seconds(
      'From the end of this one to the start of the next; null when there is none within 30 days',
    ),
    ...byWindow('is_repeat', window =>
      flag(`It began less than ${days(window)} after the end of the one before.`),
    ),
    ...byWindow('is_followed', window => flag(`Another began less than ${days(window)} after its end.`)),
    ...byWindow('is_mature', window =>
      flag(`Data reach ${days(window)} beyond its end: not followed by then is not followed.`),
    ),
  },
})
