import { view } from '../view.ts'
import { byWindow, days } from './return-windows.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const

/** First contact resolution is resolved ÷ mature: sum both over what is asked for, then divide. */
export const firstContactResolution = view({
  name: 'first_contact_resolution',
  version: 1,
  doc:
    'One row per UTC day, channel, queue and agent of the journeys that count for repeats, with how many were followed by ' +
    'another of the same customer. What follows counts for the one it followed, not for who took it.',
  grain: ['dt', 'channel', 'queue_arn', 'agent_arn'],
  uses: ['customer_return', 'customer_journey', 'ledger'],
  columns: {
    dt: text('UTC date of the earliest disconnect of the journey, as text.'),
    journey_date: { type: 'date', doc: 'The same as a date.' },
    channel: text('Channel of the first leg.'),
    queue_arn: text('ARN of the queue of the first leg that was handled.'),
    queue_name: text('Name of that queue.'),
    agent_arn: text('ARN of the agent who handled it first.'),
    agent_username: { type: 'varchar', doc: 'User name of that agent.', pii: true },
    contacts: count('Journeys that count for repeats.'),
    ...byWindow('contacts_followed', window =>
      count(`Of those: another began less than ${days(window)} after the end, as far as data reach.`),
    ),
    ...byWindow('contacts_mature', window => count(`Of those: data reach ${days(window)} beyond the end.`)),
    ...byWindow('contacts_resolved', window =>
      count(`Of the mature ones: none followed within ${days(window)}.`),
    ),
  },
})
