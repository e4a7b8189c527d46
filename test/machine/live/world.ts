/**
 * A simulated day of a contact centre as the live consumer meets it, and what happened on it as the world itself has it:
 * the one is made of records, the other is not.
 */
import { gunzipSync } from 'node:zlib'
import { type Contact, defaultOptions, simulate } from '../../../simulator/index.ts'
import type { Part } from './spans.ts'

/** What a stream is given: a record, and when it left its source. */
export interface Sent {
  readonly at_ms: number
  readonly text: string
}

/** A contact as the world has it, and when its first record set out. */
export interface Met {
  readonly contact: Contact
  readonly told_ms: number
  /** When events say that it waits no more; null for one that never waited. */
  readonly left_ms: number | null
}

export interface World {
  /** Agent events, contact records, contact events and a clock, in the order of their times. */
  readonly records: readonly Sent[]
  readonly contacts: readonly Met[]
  /** For each queue its agents: who is online, and who of them is available. */
  readonly staff: ReadonlyMap<string, readonly Part[]>
  /** For each agent when something of the agent's is in Error. */
  readonly errors: ReadonlyMap<string, readonly Part[]>
  readonly end_ms: number
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** Events about a contact that waited. Connect sends them, the simulator does not. */
function contactEvents({ contact, left_ms }: Met): readonly Sent[] {
  const { id, channel, queue, enqueued_ms, work } = contact
  if (queue === null || enqueued_ms === null || left_ms === null) return []
  const event = (eventType: string, at_ms: number, more: object): Sent => ({
    at_ms,
    text: JSON.stringify({
      ...{ version: '0', id: `${id} ${eventType}`, 'detail-type': 'Amazon Connect Contact Event' },
      // The envelope has whole seconds only.
      ...{ source: 'aws.connect', time: `${iso(at_ms).slice(0, 19)}Z` },
      detail: { eventType, contactId: id, channel, ...more },
    }),
  })
  const queueInfo = { queueArn: queue.arn, queueType: 'STANDARD', enqueueTimestamp: iso(enqueued_ms) }
  const end = work
    ? event('CONNECTED_TO_AGENT', left_ms, {
        queueInfo,
        agentInfo: { connectedToAgentTimestamp: iso(left_ms) },
      })
    : event('DISCONNECTED', left_ms, { queueInfo, disconnectTimestamp: iso(left_ms) })
  return [event('QUEUED', enqueued_ms, { queueInfo }), end]
}

/** So far the day goes; after that is only more of the same. */
const HOURS = 16

/** Simulates it. Nothing is late by hours, and nothing damaged: what a test wants of that it does itself. */
export async function simulatedDay(contacts_per_day: number): Promise<World> {
  const options = {
    ...{ ...defaultOptions, days: 1, contacts_per_day, seed: 7 },
    ...{ late_share: 0, damage_share: 0, moved_share: 0 },
    // Each record is an object of its own.
    buffer_bytes: 1,
  }
  const start_ms = Date.parse(`${options.end}T00:00:00Z`)
  const end_ms = start_ms + HOURS * 3_600_000
  const texts: string[] = []
  const sink = {
    async put(key: string, bytes: Uint8Array): Promise<void> {
      if (key.endsWith('.gz')) texts.push(gunzipSync(bytes).toString())
    },
  }
  const met: Contact[] = []
  const staff = new Map<string, Part[]>()
  const errors = new Map<string, Part[]>()
  const add = (to: Map<string, Part[]>, name: string, part: Part) =>
    to.set(name, [...(to.get(name) ?? []), part])
  await simulate(options, sink, undefined, {
    contact: contact => met.push(contact),
    agent({ agent, status, seats }, from_ms, until_ms) {
      if (status.type === 'OFFLINE') return
      const { arn, profile } = agent as typeof agent & {
        arn: string
        profile: { serves: { queue: { arn: string } }[] }
      }
      const available = status.type === 'ROUTABLE' && seats.length === 0 ? 1 : 0
      for (const queue of new Set(profile.serves.map(serving => serving.queue.arn)))
        add(staff, queue, { from_ms, until_ms, of: { online: 1, available } })
      if (seats.some(({ state }) => state === 'MISSED' || state === 'ERROR'))
        add(errors, arn, { from_ms, until_ms, of: { wrong: 1 } })
    },
  })
  const told = new Map<string, number>()
  const sent = texts.map((text): Sent => {
    const record = JSON.parse(text)
    const at_ms = Date.parse(record.EventTimestamp ?? record.LastUpdateTimestamp)
    if (!record.EventId) told.set(record.ContactId, Math.min(at_ms, told.get(record.ContactId) ?? at_ms))
    return { at_ms, text }
  })
  const contacts = met.map(
    (contact): Met => ({
      contact,
      told_ms: told.get(contact.id) ?? Number.POSITIVE_INFINITY,
      // That an agent accepts a callback is told by no event; that the customer is there, or is not, by the next.
      left_ms: contact.enqueued_ms === null ? null : (contact.work?.connected_ms ?? contact.disconnected_ms),
    }),
  )
  const clock = Array.from({ length: HOURS * 60 + 10 }, (_, minute): Sent => {
    const at_ms = start_ms + minute * 60_000
    const time = iso(at_ms)
    return {
      at_ms,
      text: JSON.stringify({
        id: `clock ${time}`,
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        time,
      }),
    }
  })
  const records = [...sent, ...contacts.flatMap(contactEvents), ...clock]
    .filter(({ at_ms }) => at_ms < end_ms + 600_000)
    .sort((a, b) => a.at_ms - b.at_ms)
  return { records, contacts, staff, errors, end_ms }
}
