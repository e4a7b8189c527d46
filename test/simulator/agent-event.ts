import { type Delivered, readStream } from './delivered.ts'

export interface Seat {
  readonly ContactId: string
  readonly Channel: string
  readonly InitiationMethod: string
  readonly State: string
  readonly StateStartTimestamp: string
  readonly ConnectedToAgentTimestamp: string | null
}

export interface Snapshot {
  readonly AgentStatus: { readonly Name: string; readonly Type: string; readonly StartTimestamp: string }
  readonly NextAgentStatus: { readonly Name: string; readonly EnqueuedTimestamp: string } | null
  readonly Configuration: {
    readonly Username: string
    readonly RoutingProfile: {
      readonly Concurrency: readonly {
        readonly Channel: string
        readonly AvailableSlots: number
        readonly MaximumSlots: number
      }[]
    }
  }
  readonly Contacts: readonly Seat[]
}

export interface AgentEvent {
  readonly AgentARN: string
  readonly EventId: string
  readonly EventType: string
  readonly EventTimestamp: string
  readonly CurrentAgentSnapshot: Snapshot | null
  readonly PreviousAgentSnapshot: Snapshot | null
}

/** The events of each agent in the order of their timestamps. */
export function eventsByAgent({ objects }: Pick<Delivered, 'objects'>): Map<string, AgentEvent[]> {
  const agents = new Map<string, AgentEvent[]>()
  for (const { value } of readStream<AgentEvent>(objects, 'agent-events/').records) {
    const events = agents.get(value.AgentARN) ?? []
    events.push(value)
    agents.set(value.AgentARN, events)
  }
  for (const events of agents.values()) events.sort((a, b) => (a.EventTimestamp < b.EventTimestamp ? -1 : 1))
  return agents
}

/** State changes of an agent with the time at which each took effect: the event itself is up to 58 ms later. */
export function changesOf(
  events: readonly AgentEvent[],
): { readonly at_ms: number; readonly snapshot: Snapshot }[] {
  return events.flatMap(
    ({ EventType, EventTimestamp, CurrentAgentSnapshot: snapshot, PreviousAgentSnapshot }) => {
      if (EventType !== 'STATE_CHANGE' || !snapshot || !PreviousAgentSnapshot) return []
      // A contact that is gone has no time of its own in the snapshot: the event's time is all there is.
      if (snapshot.Contacts.length < PreviousAgentSnapshot.Contacts.length) {
        return [{ at_ms: Date.parse(EventTimestamp), snapshot }]
      }
      const starts = [
        snapshot.AgentStatus.StartTimestamp,
        snapshot.NextAgentStatus?.EnqueuedTimestamp ?? '',
        ...snapshot.Contacts.map(({ StateStartTimestamp }) => StateStartTimestamp),
      ]
      return [{ at_ms: Date.parse(starts.sort().at(-1) ?? EventTimestamp), snapshot }]
    },
  )
}
