import { contactJourney } from '../../schema/tables/contact-journey.ts'
import { view } from '../view.ts'

const flag = (doc: string) => ({ type: 'boolean', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const name = (doc: string) => ({ type: 'varchar', doc, pii: true }) as const
const time = (doc: string) => ({ type: 'timestamp', doc }) as const
const { columns } = contactJourney

/** The same contacts as in `contact`, each with its place in a journey. */
export const journeyLeg = view({
  name: 'journey_leg',
  version: 1,
  doc: `${contactJourney.doc} Join other views of contacts to it by contact_id.`,
  grain: ['contact_id'],
  uses: ['contact_journey'],
  columns: {
    dt: text('Partition: UTC date of the disconnect, as text.'),
    contact_date: { type: 'date', doc: 'UTC date of the disconnect, made of the partition.' },
    contact_id: text('Identifier of the contact.'),
    journey_id: text(columns.journey_id.doc),
    root_contact_id: text(columns.root_contact_id.doc),
    leg_number: { type: 'bigint', doc: columns.leg_number.doc },
    legs: { type: 'bigint', doc: columns.legs.doc },
    channel: text('VOICE, CHAT, TASK or EMAIL.'),
    initiation_method: text('How the contact began.'),
    disconnect_reason: text(columns.disconnect_reason.doc),
    customer_key: name(columns.customer_key.doc),
    queue_arn: text('ARN of the queue.'),
    queue_name: text(columns.queue_name.doc),
    agent_arn: text(columns.agent_arn.doc),
    agent_username: name('User name of the agent.'),
    start_timestamp: time(columns.start_timestamp.doc),
    connected_to_agent_timestamp: time(columns.connected_to_agent_timestamp.doc),
    disconnect_timestamp: time(columns.disconnect_timestamp.doc),
    is_test: flag(columns.is_test.doc),
    is_listener: flag(columns.is_listener.doc),
    is_queued: flag(columns.is_queued.doc),
    is_handled: flag(columns.is_handled.doc),
    queue_duration_s: { type: 'bigint', doc: columns.queue_duration_s.doc },
    handle_time_s: { type: 'bigint', doc: columns.handle_time_s.doc },
    transfer_kind: text(columns.transfer_kind.doc),
    from_contact_id: text(columns.from_contact_id.doc),
  },
})
