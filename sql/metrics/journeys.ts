import { JOURNEY_DAYS } from '../../schema/tables/contact-journey.ts'
import { journey } from '../views/journey.ts'
import { rows, rowsWhere, sum } from './additive.ts'
import { is, isNot } from './condition.ts'
import { type Link, subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const
const seconds = { kind: 'sum', unit: 's', connect: null } as const
const average = { kind: 'ratio', unit: 's', connect: null } as const

/** The legs of the journey that a column of the row names. */
export const legsOf = <const K extends string>(
  column: K,
  partition_days: Link['partition_days'],
): Link<K> => ({ from: 'journey_leg', id: 'contact_id', same: { journey_id: column }, partition_days })

/** A journey has the attributes of its first contact, by whose id it is called. */
export const attributesOfFirst = { contact: 'journey_id', partition_days_later: JOURNEY_DAYS } as const

/** What customers go through: a first contact and all that follows from it. */
export const journeys = subject(journey, {
  name: 'journeys',
  doc: 'Journeys: a first contact and all contacts that follow from it, as the customer would count.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'first_disconnect_timestamp',
    doc: 'the first of its contacts to end was disconnected',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: [legsOf('journey_id', { back: 0, forward: JOURNEY_DAYS })] },
  attributes_of: attributesOfFirst,
  groupings: {
    channel: { column: 'channel', doc: 'Channel of the first contact.' },
    initiation_method: { column: 'initiation_method', doc: 'How the first contact began.' },
    outcome: { column: 'outcome', doc: 'How it ended for the customer.' },
    queue: { column: 'queue_name', doc: 'The first queue.' },
    queue_arn: { column: 'first_queue_arn', doc: 'ARN of the first queue.' },
    agent: { column: 'agent_username', doc: 'The first agent.' },
    agent_arn: { column: 'handled_agent_arn', doc: 'ARN of the first agent.' },
  },
  metrics: {
    journeys: {
      ...count,
      label: 'Journeys',
      doc: 'First contacts, each with all that followed from it.',
      of: rows(),
    },
    journeys_handled: {
      ...count,
      label: 'Journeys handled',
      doc: 'Journeys in which the customer met an agent.',
      of: rowsWhere(is('is_handled')),
    },
    journeys_transferred: {
      ...count,
      label: 'Journeys transferred',
      doc: 'Journeys in which the customer was transferred at least once.',
      of: rowsWhere(is('is_transferred')),
    },
    journey_transfer_rate: {
      kind: 'ratio',
      unit: 'percent',
      connect: null,
      label: 'Journeys with a transfer',
      doc: 'Of the journeys handled, those with a transfer.',
      numerator: 'journeys_transferred',
      denominator: 'journeys_handled',
    },
    journey_legs: { ...count, label: 'Legs', doc: 'Contacts of all journeys.', of: sum('legs') },
    avg_journey_legs: {
      kind: 'ratio',
      unit: 'number',
      connect: null,
      label: 'Average legs',
      doc: 'Contacts by journey.',
      numerator: 'journey_legs',
      denominator: 'journeys',
    },
    sum_journey_queue_time: {
      ...seconds,
      label: 'Time waited',
      doc: 'Time in queues over all legs: what the customer waited, before and after a callback too.',
      of: sum('queue_time_s'),
    },
    avg_journey_queue_time: {
      ...average,
      label: 'Average time waited',
      doc: 'Time in queues over all legs, by journey.',
      numerator: 'sum_journey_queue_time',
      denominator: 'journeys',
    },
    sum_journey_duration: {
      ...seconds,
      label: 'Journey duration',
      doc: 'From the beginning of the first contact to the end of the last.',
      of: sum('journey_duration_s'),
    },
    avg_journey_duration: {
      ...average,
      label: 'Average journey duration',
      doc: 'From the beginning of the first contact to the end of the last, by journey.',
      numerator: 'sum_journey_duration',
      denominator: 'journeys',
    },
  },
})
