import { view } from '../view.ts'
import { journeyDay } from './journey.ts'

const text = (doc: string) => ({ type: 'varchar', doc }) as const
const seconds = (doc: string) => ({ type: 'bigint', doc: `${doc}, in seconds.` }) as const

/** What became of promises to call back. */
export const callbackChain = view({
  name: 'callback_chain',
  version: 2,
  doc: 'One row per journey with a callback: the promise, its attempts, and whether the customer was reached.',
  grain: ['journey_id'],
  uses: ['customer_journey', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date of the earliest disconnect of the journey, as text.'),
    journey_date: { type: 'date', doc: 'The same as a date, made of the partition.' },
    ...journeyDay,
    journey_id: text('The journey.'),
    customer_key: { type: 'varchar', doc: "The customer's address in one spelling.", pii: true },
    channel: text('Channel of the first leg.'),
    is_test: { type: 'boolean', doc: 'A simulated contact (validation test): metrics leave it out.' },
    instance_arn: text('ARN of the Connect instance.'),
    queue_arn: text('ARN of the queue of the first callback leg.'),
    queue_name: text('Name of that queue.'),
    first_disconnect_timestamp: {
      type: 'timestamp',
      doc: 'The earliest disconnect of a leg of the journey.',
    },
    callback_timestamp: { type: 'timestamp', doc: 'When the callback was promised.' },
    callback_attempts: {
      type: 'bigint',
      doc: 'Attempts: the first and each retry because the customer did not pick up.',
    },
    callback_reached_timestamp: { type: 'timestamp', doc: 'When the customer was connected to an agent.' },
    is_reached: { type: 'boolean', doc: 'The customer was reached.' },
    time_to_callback_s: seconds('From the promise until the customer was reached; null when never'),
    other_queue_time_s: seconds(
      'What the customer waited in queues outside of the callback, as before the promise',
    ),
    callback_queue_time_s: seconds('What the attempts waited for agents'),
    outcome: text('How the journey ended.'),
  },
})
