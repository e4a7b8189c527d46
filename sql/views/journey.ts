import { customerJourney } from '../../schema/tables/customer-journey.ts'
import { view } from '../view.ts'

const { columns } = customerJourney
type Name = keyof typeof columns

const flag = (doc: string) => ({ type: 'boolean', doc }) as const
const text = (name: Name) => ({ type: 'varchar', doc: columns[name].doc }) as const
const person = (name: Name) => ({ type: 'varchar', doc: columns[name].doc, pii: true }) as const
const time = (name: Name) => ({ type: 'timestamp', doc: columns[name].doc }) as const
const number = (name: Name) => ({ type: 'bigint', doc: columns[name].doc }) as const

/** By whose clocks a journey is placed. */
export const journeyDay = {
  local_date: {
    type: 'date',
    doc: 'Day of the earliest disconnect of a leg by the clocks of the business time zone.',
  },
  local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
} as const

/** What a customer would call one call. */
export const journey = view({
  name: 'journey',
  version: 2,
  doc: 'One row per journey: a first contact and all that followed from it, with what the customer went through.',
  grain: ['journey_id'],
  uses: ['customer_journey', 'business_calendar'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date of the earliest disconnect of a leg, as text.' },
    journey_date: {
      type: 'date',
      doc: 'The same as a date, made of the partition so that filters prune it.',
    },
    ...journeyDay,
    journey_id: text('journey_id'),
    root_contact_id: text('root_contact_id'),
    customer_key: person('customer_key'),
    channel: text('channel'),
    initiation_method: text('initiation_method'),
    outcome: text('outcome'),
    first_disconnect_timestamp: time('first_disconnect_timestamp'),
    start_timestamp: time('start_timestamp'),
    end_timestamp: time('end_timestamp'),
    journey_duration_s: { type: 'bigint', doc: 'From the start to the end, in seconds.' },
    legs: number('legs'),
    queue_time_s: number('queue_time_s'),
    handle_time_s: number('handle_time_s'),
    queues: number('queues'),
    instance_arn: text('instance_arn'),
    queue_name: {
      type: 'varchar',
      doc: 'The same as first_queue_name: named as elsewhere, for filters and for rules of access.',
    },
    agent_username: { type: 'varchar', doc: 'The same as handled_agent_username.', pii: true },
    first_queue_arn: text('first_queue_arn'),
    first_queue_name: text('first_queue_name'),
    agents: number('agents'),
    handled_queue_arn: text('handled_queue_arn'),
    handled_queue_name: text('handled_queue_name'),
    handled_agent_arn: text('handled_agent_arn'),
    handled_agent_username: person('handled_agent_username'),
    last_agent_arn: text('last_agent_arn'),
    last_agent_username: person('last_agent_username'),
    transfers: number('transfers'),
    transfers_external: number('transfers_external'),
    callback_attempts: number('callback_attempts'),
    is_test: flag(columns.is_test.doc),
    is_handled: flag(columns.is_handled.doc),
    is_transferred: flag('It was transferred at least once.'),
    repeat_exclusion: text('repeat_exclusion'),
    is_repeatable: flag(columns.is_repeatable.doc),
  },
})
