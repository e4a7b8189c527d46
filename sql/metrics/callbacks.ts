import { JOURNEY_DAYS } from '../../schema/tables/contact-journey.ts'
import { callbackChain } from '../views/callback_chain.ts'
import { rows, rowsWhere, rowsWith, sum } from './additive.ts'
import { is, isNot } from './condition.ts'
import { attributesOfFirst, legsOf } from './journeys.ts'
import { subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const
const seconds = { kind: 'sum', unit: 's', connect: null } as const

/** What became of promises to call back. */
export const callbacks = subject(callbackChain, {
  name: 'callbacks',
  doc: 'Promises to call a customer back, each with all its attempts.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'first_disconnect_timestamp',
    doc: 'the first contact of the journey to end was disconnected: mostly the one in which it was promised',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: [legsOf('journey_id', { back: 0, forward: JOURNEY_DAYS })] },
  attributes_of: attributesOfFirst,
  groupings: {
    queue: { column: 'queue_name', doc: 'Queue of the callback.' },
    queue_arn: { column: 'queue_arn', doc: 'ARN of that queue.' },
    channel: { column: 'channel', doc: 'Channel of the first contact.' },
    outcome: { column: 'outcome', doc: 'How the journey ended for the customer.' },
  },
  metrics: {
    callbacks_promised: {
      ...count,
      label: 'Callbacks promised',
      doc: 'Customers who were promised a callback, each once, however often it was tried.',
      readings: 'callback_contacts counts legs: each attempt is one.',
      of: rows(),
    },
    callbacks_reached: {
      ...count,
      label: 'Customers reached',
      doc: 'Promises whose customer was connected to an agent.',
      of: rowsWhere(is('is_reached')),
    },
    callback_reach_rate: {
      kind: 'ratio',
      unit: 'percent',
      connect: null,
      label: 'Customers reached, share',
      doc: 'Of the callbacks promised, those whose customer was reached.',
      numerator: 'callbacks_reached',
      denominator: 'callbacks_promised',
    },
    callback_attempts: {
      ...count,
      label: 'Attempts',
      doc: 'Attempts to call back, the first and each retry.',
      of: sum('callback_attempts'),
    },
    avg_callback_attempts: {
      kind: 'ratio',
      unit: 'number',
      connect: null,
      label: 'Attempts by callback',
      doc: 'Attempts by callback promised.',
      numerator: 'callback_attempts',
      denominator: 'callbacks_promised',
    },
    sum_time_to_callback: {
      ...seconds,
      label: 'Time until reached',
      doc: 'From the promise until the customer was connected to an agent.',
      of: sum('time_to_callback_s'),
    },
    callbacks_with_time: {
      ...count,
      label: 'Callbacks with a time',
      doc: 'Customers reached of whom it is known when the callback was promised.',
      of: rowsWith('time_to_callback_s'),
    },
    avg_time_to_callback: {
      kind: 'ratio',
      unit: 's',
      connect: null,
      label: 'Average time until reached',
      doc: 'From the promise until the customer was connected to an agent, by customer reached.',
      numerator: 'sum_time_to_callback',
      denominator: 'callbacks_with_time',
    },
  },
})
