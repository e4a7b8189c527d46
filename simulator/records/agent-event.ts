import { millisText } from '../calendar.ts'
import type { Agent, AgentStatus, Centre, Channel, Named, QueueName, RoutingProfile } from '../centre.ts'
import { type AgentEventType, type Desk, freeSlots, type Seat } from '../desk.ts'

/**
 * Agent events as Connect writes them: compact, keys in ASCII order, explicit nulls. They are put together as text,
 * because nine tenths of a snapshot are the agent's configuration, which does not change from event to event.
 */
export interface AgentEventWriter {
  /** The JSON text of an event of this desk as it is now. Call it for every event: the next one refers to this one. */
  write(desk: Desk, type: AgentEventType, event_id: string, stamp_ms: number): string
}

const json = JSON.stringify
const channels: readonly Channel[] = ['CHAT', 'TASK', 'VOICE']

const queueText = ({ arn, name }: QueueName): string => `{"ARN":${json(arn)},"Name":${json(name)}}`
const timeText = (time_ms: number | null): string => (time_ms === null ? 'null' : `"${millisText(time_ms)}"`)

function groupsText(hierarchy: readonly Named[] | null): string {
  if (hierarchy === null) return 'null'
  const levels = [1, 2, 3, 4, 5].map(level => {
    const group = hierarchy[level - 1]
    return `"Level${level}":${group ? `{"ARN":${json(group.arn)},"Name":${json(group.name)}}` : 'null'}`
  })
  return `{${levels.join(',')}}`
}

function inboundQueuesText(profile: RoutingProfile): string {
  const queues = [...new Set(profile.serves.map(serving => serving.queue))]
  return queues
    .map(queue => {
      const served = channels.filter(channel =>
        profile.serves.some(serving => serving.queue === queue && serving.channel === channel),
      )
      return `{"ARN":${json(queue.arn)},"Channels":${json(served)},"Name":${json(queue.name)}}`
    })
    .join(',')
}

/** The configuration of an agent, cut where the free slots belong. */
function configurationText(agent: Agent): readonly [head: string, tail: string] {
  const { profile } = agent
  const { arn, name } = profile.outbound
  return [
    `"Configuration":{"AgentHierarchyGroups":${groupsText(agent.hierarchy)},"AutoAccept":${agent.auto_accept},` +
      `"FirstName":${json(agent.first_name)},"LanguageCode":"en-US","LastName":${json(agent.last_name)},` +
      `"Proficiencies":[],"RoutingProfile":{"ARN":${json(profile.arn)},"Concurrency":[`,
    `],"DefaultOutboundQueue":{"ARN":${json(arn)},"Channels":["VOICE"],"Name":${json(name)}},` +
      `"InboundQueues":[${inboundQueuesText(profile)}],"Name":${json(profile.name)}},` +
      `"SipAddress":"","Username":${json(agent.username)}}`,
  ]
}

function concurrencyText(desk: Desk): string {
  const { slots } = desk.agent.profile
  return channels
    .filter(channel => slots[channel] !== undefined)
    .map(channel => {
      const free = freeSlots(desk, channel)
      return `{"AvailableSlots":${free},"Channel":"${channel}","CurrentAvailableSlots":${free},"MaximumSlots":${slots[channel]}}`
    })
    .join(',')
}

function statusText({ arn, name, type }: AgentStatus, since_ms: number): string {
  return `{"ARN":${json(arn)},"Name":${json(name)},"StartTimestamp":${timeText(since_ms)},"Type":"${type}"}`
}

function seatText({ contact, state, since_ms, connected_ms }: Seat): string {
  return (
    `{"Channel":"${contact.channel}","ConnectedToAgentTimestamp":${timeText(connected_ms)},` +
    // Unlike the contact record, the event names a first contact as its own initial contact.
    `"ContactId":"${contact.id}","InitialContactId":"${contact.initial_contact_id ?? contact.id}",` +
    `"InitiationMethod":"${contact.initiation_method}","Queue":${contact.queue ? queueText(contact.queue) : 'null'},` +
    `"QueueTimestamp":${timeText(contact.enqueued_ms)},"State":"${state}","StateStartTimestamp":${timeText(since_ms)}}`
  )
}

export function createAgentEventWriter(centre: Centre): AgentEventWriter {
  const configurations = new Map<Agent, readonly [string, string]>()
  const latest = new Map<Desk, string>()

  function snapshotText(desk: Desk): string {
    const { agent, status, status_since_ms, next_status, seats } = desk
    let configuration = configurations.get(agent)
    if (!configuration) {
      configuration = configurationText(agent)
      configurations.set(agent, configuration)
    }
    const next =
      next_status === null
        ? 'null'
        : `{"ARN":${json(next_status.status.arn)},"EnqueuedTimestamp":${timeText(next_status.enqueued_ms)},` +
          `"Name":${json(next_status.status.name)}}`
    return (
      `{"AgentStatus":${statusText(status, status_since_ms)},${configuration[0]}${concurrencyText(desk)}` +
      `${configuration[1]},"Contacts":[${seats.map(seatText).join(',')}],"NextAgentStatus":${next}}`
    )
  }

  return {
    write(desk, type, event_id, stamp_ms) {
      let previous = latest.get(desk) ?? snapshotText(desk)
      let current = type === 'STATE_CHANGE' ? snapshotText(desk) : previous
      latest.set(desk, current)
      // Logging in and out is told without snapshots; the next event still refers to the one before.
      if (type === 'LOGIN' || type === 'LOGOUT') current = previous = 'null'
      return (
        `{"AWSAccountId":"${centre.account_id}","AgentARN":"${desk.agent.arn}","CurrentAgentSnapshot":${current},` +
        `"EventId":"${event_id}","EventTimestamp":"${millisText(stamp_ms)}","EventType":"${type}",` +
        `"InstanceARN":"${centre.instance_arn}","PreviousAgentSnapshot":${previous},"Version":"2017-10-01"}`
      )
    },
  }
}
