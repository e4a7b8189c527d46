import { contacts } from './datasets/contacts.ts'
import { list } from './spec/filter.ts'

/** Which sheets and visuals a filter acts on: all, unless some are named. */
interface Reach {
  readonly sheets?: readonly string[]
  readonly except?: readonly string[]
}

// Filters of one meaning have one name on all dashboards: what is chosen on one is carried to the next.

export const queueFilter = (reach: Reach = {}) =>
  list(contacts, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name', ...reach })

export const agentFilter = (reach: Reach = {}) =>
  list(contacts, { name: 'agent', label: 'Agent', plural: 'agents', column: 'agent_username', ...reach })

export const channelFilter = (reach: Reach = {}) =>
  list(contacts, { name: 'channel', label: 'Channel', plural: 'channels', column: 'channel', ...reach })

export const disconnectReasonFilter = (reach: Reach = {}) =>
  list(contacts, {
    ...{ name: 'disconnect_reason', label: 'Disconnect reason', plural: 'disconnect reasons' },
    ...{ column: 'disconnect_reason', ...reach },
  })

export const routingProfileFilter = (reach: Reach = {}) =>
  list(contacts, {
    ...{ name: 'routing_profile', label: 'Routing profile', plural: 'routing profiles' },
    ...{ column: 'routing_profile_name', ...reach },
  })
