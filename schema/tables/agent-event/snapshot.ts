import { prefixed } from '../../table.ts'
import { array, bigint, boolean, row, string, timestamp } from '../../type.ts'
import { hierarchyLevels } from '../hierarchy.ts'

/** A contact in an agent's snapshot: the element of `current_contacts` and `previous_contacts`. */
const snapshotContact = row({
  contact_id: { type: string, from: 'ContactId' },
  initial_contact_id: { type: string, from: 'InitialContactId' },
  channel: { type: string, from: 'Channel' },
  initiation_method: { type: string, from: 'InitiationMethod' },
  state: { type: string, from: 'State' },
  state_start_timestamp: { type: timestamp, from: 'StateStartTimestamp' },
  connected_to_agent_timestamp: { type: timestamp, from: 'ConnectedToAgentTimestamp' },
  queue_timestamp: { type: timestamp, from: 'QueueTimestamp' },
  queue_arn: { type: string, from: 'Queue.ARN' },
  queue_name: { type: string, from: 'Queue.Name' },
})

const inboundQueue = row({
  arn: { type: string, from: 'ARN' },
  name: { type: string, from: 'Name' },
  channels: { type: array(string), from: 'Channels' },
})

const concurrency = row({
  channel: { type: string, from: 'Channel' },
  available_slots: { type: bigint, from: 'AvailableSlots' },
  maximum_slots: { type: bigint, from: 'MaximumSlots' },
  current_available_slots: { type: bigint, from: 'CurrentAvailableSlots' },
})

const proficiency = row({
  name: { type: string, from: 'Name' },
  value: { type: string, from: 'Value' },
  proficiency_level: { type: string, from: 'ProficiencyLevel' },
})

/**
 * An agent's state at a moment (AgentSnapshot). Null throughout for LOGIN and LOGOUT.
 * The status says nothing of contacts: an agent on a call stays Available.
 */
export function snapshot<const P extends 'current' | 'previous'>(prefix: P, from: string) {
  const configuration = `${from}.Configuration`
  const profile = `${configuration}.RoutingProfile`
  return prefixed(prefix, {
    status_arn: {
      type: string,
      from: `${from}.AgentStatus.ARN`,
      doc: 'ARN of the agent status.',
      since: '2018',
    },
    status_name: {
      type: string,
      from: `${from}.AgentStatus.Name`,
      doc: 'Name of the status: Available, Offline, your own, or Error (internal).',
      since: '2018',
    },
    status_type: {
      type: string,
      from: `${from}.AgentStatus.Type`,
      doc: 'ROUTABLE, CUSTOM or OFFLINE; absent in records up to 2019.',
      since: '2022',
    },
    status_start_timestamp: {
      type: timestamp,
      from: `${from}.AgentStatus.StartTimestamp`,
      doc: 'When the agent entered the status; contacts do not change it.',
      since: '2018',
    },
    next_status_arn: {
      type: string,
      from: `${from}.NextAgentStatus.ARN`,
      doc: 'ARN of the status to come.',
      since: '2021',
    },
    next_status_name: {
      type: string,
      from: `${from}.NextAgentStatus.Name`,
      doc: 'Status that the agent chose to enter once all contacts end.',
      since: '2021',
    },
    next_status_enqueued_timestamp: {
      type: timestamp,
      from: [`${from}.NextAgentStatus.EnqueuedTimestamp`, `${from}.NextAgentStatus.EnqueueTimestamp`],
      doc: 'When the agent chose the status to come.',
      since: '2021',
    },
    username: {
      type: string,
      from: `${configuration}.Username`,
      pii: 'name',
      doc: 'User name of the agent.',
      since: '2018',
    },
    first_name: {
      type: string,
      from: `${configuration}.FirstName`,
      pii: 'name',
      doc: 'First name of the agent.',
      since: '2018',
    },
    last_name: {
      type: string,
      from: `${configuration}.LastName`,
      pii: 'name',
      doc: 'Last name of the agent.',
      since: '2018',
    },
    ...hierarchyLevels('hierarchy', `${configuration}.AgentHierarchyGroups`, 'Name'),
    routing_profile_arn: {
      type: string,
      from: `${profile}.ARN`,
      doc: 'ARN of the routing profile.',
      since: '2018',
    },
    routing_profile_name: {
      type: string,
      from: `${profile}.Name`,
      doc: 'Name of the routing profile.',
      since: '2018',
    },
    inbound_queues: {
      type: array(inboundQueue),
      from: `${profile}.InboundQueues`,
      doc: 'Queues the agent serves; a personal queue has no name.',
      since: '2018',
    },
    default_outbound_queue_arn: {
      type: string,
      from: `${profile}.DefaultOutboundQueue.ARN`,
      doc: 'ARN of the queue outbound calls are counted in.',
      since: '2018',
    },
    default_outbound_queue_name: {
      type: string,
      from: `${profile}.DefaultOutboundQueue.Name`,
      doc: 'Name of the queue outbound calls are counted in.',
      since: '2018',
    },
    default_outbound_queue_channels: {
      type: array(string),
      from: `${profile}.DefaultOutboundQueue.Channels`,
      doc: 'Channels of the default outbound queue.',
      since: '2019',
    },
    concurrency: {
      type: array(concurrency),
      from: `${profile}.Concurrency`,
      doc: 'Slots by channel. Slots ignore the status: an Offline agent can show free ones.',
      since: '2019',
    },
    proficiencies: {
      type: array(proficiency),
      from: `${configuration}.Proficiencies`,
      doc: 'Proficiencies of the agent.',
      since: '2026',
    },
    auto_accept: {
      type: boolean,
      from: `${configuration}.AutoAccept`,
      doc: 'Whether calls are accepted without a click.',
      since: '2026',
    },
    language_code: {
      type: string,
      from: `${configuration}.LanguageCode`,
      doc: 'Language of the agent; may be empty.',
      since: '2026',
    },
    sip_address: {
      type: string,
      from: `${configuration}.SipAddress`,
      pii: 'endpoint',
      doc: 'SIP address of the agent; may be empty.',
      since: '2026',
    },
    contacts: {
      type: array(snapshotContact),
      from: `${from}.Contacts`,
      doc: 'Contacts the agent has; one row each in agent_event_contact.',
      since: '2018',
    },
  })
}
