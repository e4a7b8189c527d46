import { z } from 'zod'
import { LakeError } from '../../schema/error.ts'
import { type JsonObject, parseRecord } from '../decode/parse.ts'
import { agentEventSource } from '../sources/agent-event.ts'
import { contactRecordSource } from '../sources/contact-record.ts'
import type { LiveEvent, QueueName } from './event.ts'
import type { KeywordRule } from './rule.ts'

/** A clock that is further ahead of the stream's is wrong, and would make everything else look late. */
const MOST_AHEAD_MS = 300_000

/** A record as a stream has it. */
export interface StreamRecord {
  readonly bytes: Buffer
  /** When the stream took it, epoch milliseconds. */
  readonly arrived_ms: number
}

const instant = z.iso.datetime({ offset: true }).transform(text => Date.parse(text))
/** Contact events write a time that is not set as the first millisecond of 1970. */
const reached = instant.nullish().transform(time_ms => (time_ms && time_ms > 1 ? time_ms : undefined))
const id = z.string().min(1).max(512)
const queueName = z.object({ ARN: id, Name: z.string().nullish() })

const agentEvent = z.object({
  AgentARN: id,
  EventId: id,
  EventTimestamp: instant,
  EventType: z.string(),
  CurrentAgentSnapshot: z
    .object({
      // Type came in 2019; before, names of the two that Connect has itself tell as much.
      AgentStatus: z.object({ Name: z.string(), StartTimestamp: instant, Type: z.string().nullish() }),
      Configuration: z.object({
        RoutingProfile: z.object({ InboundQueues: z.array(queueName).nullish() }).nullish(),
      }),
      Contacts: z
        .array(
          z.object({ ContactId: id, State: z.string(), ConnectedToAgentTimestamp: z.string().nullish() }),
        )
        .nullish(),
    })
    .nullish(),
})

const contactRecord = z.object({
  ContactId: id,
  LastUpdateTimestamp: instant,
  DisconnectTimestamp: instant.nullish(),
  NextContactId: z.string().nullish(),
  TransferCompletedTimestamp: z.string().nullish(),
  Queue: queueName.extend({ EnqueueTimestamp: z.string().nullish() }).nullish(),
  Agent: z.object({ ConnectedToAgentTimestamp: z.string().nullish() }).nullish(),
  SegmentAttributes: z.record(z.string(), z.unknown()).nullish(),
})

const contactEvent = z.object({
  id,
  time: instant,
  detail: z.object({
    eventType: z.string(),
    contactId: id,
    channel: z.string(),
    disconnectTimestamp: reached,
    queueInfo: z.object({ queueArn: id, enqueueTimestamp: reached }).nullish(),
    agentInfo: z.object({ connectedToAgentTimestamp: reached }).nullish(),
  }),
})

const segments = z.object({
  ContactId: id,
  EventType: z.string(),
  Segments: z
    .array(
      z.object({
        Categories: z.object({ MatchedCategories: z.array(z.string()) }).nullish(),
        Transcript: z.object({ Content: z.string(), ParticipantRole: z.string().nullish() }).nullish(),
        Utterance: z.object({ PartialContent: z.string(), ParticipantRole: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
})

const scheduled = z.object({ id, time: instant })

function fault(what: string, value: string): LakeError {
  return new LakeError({
    what,
    value,
    allowed:
      'agent events, contact records, contact events, real-time segments of Contact Lens, scheduled events',
    remedy:
      'look it up in the stream by its sequence number; it is not repeated here, for it may hold personal data',
  })
}

/** Takes the shape off a record. The error names fields and kinds, never what is in them. */
function shaped<T>(schema: z.ZodType<T>, record: JsonObject): T {
  const { data, error } = schema.safeParse(record)
  if (!error) return data as T
  const { path = [], code = '' } = error.issues[0] ?? {}
  throw fault(
    'a record is not what its source sends',
    `${path.map(String).join('.') || 'the record'}: ${code}`,
  )
}

const nameOf = ({ ARN, Name }: z.infer<typeof queueName>): QueueName => ({ arn: ARN, name: Name ?? null })

function fromAgentEvent(record: JsonObject): readonly LiveEvent[] {
  const { AgentARN, EventId, EventTimestamp, EventType, CurrentAgentSnapshot } = shaped(agentEvent, record)
  const told = { id: EventId, at_ms: EventTimestamp, agent: AgentARN }
  if (EventType === 'LOGOUT') return [{ kind: 'agent_gone', ...told }]
  if (!CurrentAgentSnapshot) return []
  const { AgentStatus: status, Configuration, Contacts } = CurrentAgentSnapshot
  const contacts = Contacts ?? []
  const type = status.Type ?? { Available: 'ROUTABLE', Offline: 'OFFLINE' }[status.Name] ?? 'CUSTOM'
  return [
    {
      kind: 'agent',
      ...told,
      status: status.Name === 'Error' ? 'ERROR' : type === 'ROUTABLE' || type === 'OFFLINE' ? type : 'CUSTOM',
      since_ms: status.StartTimestamp,
      contacts: contacts.length,
      failed: contacts.some(({ State }) => State === 'MISSED' || State === 'ERROR'),
      queues: (Configuration.RoutingProfile?.InboundQueues ?? []).map(nameOf),
      answered: contacts
        .filter(({ ConnectedToAgentTimestamp }) => ConnectedToAgentTimestamp)
        .map(({ ContactId }) => ContactId),
    },
  ]
}

function fromContactRecord(record: JsonObject): readonly LiveEvent[] {
  const { ContactId, LastUpdateTimestamp, DisconnectTimestamp, ...rest } = shaped(contactRecord, record)
  // Connect's own testing is nobody's experience.
  if (rest.SegmentAttributes?.['connect:ValidationTestType']) return []
  if (!DisconnectTimestamp) return []
  const queue = rest.Queue?.EnqueueTimestamp ? nameOf(rest.Queue) : null
  return [
    {
      kind: 'ended',
      id: `${ContactId} ${LastUpdateTimestamp}`,
      at_ms: LastUpdateTimestamp,
      contact: ContactId,
      ended_ms: DisconnectTimestamp,
      queue,
      abandoned:
        queue !== null &&
        !rest.Agent?.ConnectedToAgentTimestamp &&
        !rest.NextContactId &&
        !rest.TransferCompletedTimestamp,
    },
  ]
}

function fromContactEvent(record: JsonObject): readonly LiveEvent[] {
  const { id, time, detail } = shaped(contactEvent, record)
  const { eventType, contactId: contact, channel, queueInfo, agentInfo, disconnectTimestamp } = detail
  // The envelope's time is cut to the second; the times within are those of what happened.
  if (eventType === 'QUEUED' && queueInfo) {
    const queue = { arn: queueInfo.queueArn, name: null }
    const at_ms = queueInfo.enqueueTimestamp ?? time
    return [{ kind: 'queued', id, at_ms, contact, channel: channel.toUpperCase(), queue }]
  }
  if (eventType === 'CONNECTED_TO_AGENT')
    return [{ kind: 'left_queue', id, at_ms: agentInfo?.connectedToAgentTimestamp ?? time, contact }]
  if (eventType === 'DISCONNECTED' || eventType === 'COMPLETED')
    return [{ kind: 'left_queue', id, at_ms: disconnectTimestamp ?? time, contact }]
  return []
}

/** As a whole word where it begins and ends with letters, for "tax" is not in "taxi". */
const says = (text: string, word: string): boolean =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`,
    'iu',
  ).test(text)

function fromSegments(
  record: JsonObject,
  arrived_ms: number,
  keywords: readonly KeywordRule[],
): readonly LiveEvent[] {
  const { ContactId: contact, Segments } = shaped(segments, record)
  const matches = ({ categories = [], words = [], said_by }: KeywordRule): boolean =>
    (Segments ?? []).some(({ Categories, Transcript, Utterance }) => {
      if (Categories?.MatchedCategories.some(name => categories.includes(name))) return true
      const text = Transcript?.Content ?? Utterance?.PartialContent
      const role = (Transcript ?? Utterance)?.ParticipantRole
      return text !== undefined && (!said_by || role === said_by) && words.some(word => says(text, word))
    })
  const rules = keywords.filter(matches).map(({ name }) => name)
  // A segment says how far into the contact it is, not when: the stream's own time stands for it.
  return rules.length === 0
    ? []
    : [{ kind: 'said', id: `${contact} ${arrived_ms} ${rules.join(' ')}`, at_ms: arrived_ms, contact, rules }]
}

/**
 * What a record of a stream says. Undefined: JSON of a kind that rules have nothing to do with, for streams may be mixed.
 * Throws a `LakeError` for what is damaged, or has a clock that cannot be right; it repeats nothing of the record.
 */
export function decoded(
  { bytes, arrived_ms }: StreamRecord,
  keywords: readonly KeywordRule[],
): readonly LiveEvent[] | undefined {
  const parsed = parseRecord(bytes)
  if ('reason' in parsed) throw fault('a record cannot be read', parsed.reason)
  const record = parsed.value
  if (typeof record !== 'object' || record === null) throw fault('a record cannot be read', 'no object')
  const events = ofKind(record, arrived_ms, keywords)
  for (const { at_ms } of events ?? [])
    if (at_ms - arrived_ms > MOST_AHEAD_MS)
      throw fault('a record is ahead of its time', `by ${Math.round((at_ms - arrived_ms) / 1000)} s`)
  return events
}

function ofKind(
  record: JsonObject,
  arrived_ms: number,
  keywords: readonly KeywordRule[],
): readonly LiveEvent[] | undefined {
  if (record['detail-type'] === 'Scheduled Event') {
    const { id, time } = shaped(scheduled, record)
    return [{ kind: 'clock', id, at_ms: time }]
  }
  if ('detail-type' in record)
    return /Contact Event$/.test(String(record['detail-type'])) ? fromContactEvent(record) : undefined
  if (agentEventSource.recognises(record)) return fromAgentEvent(record)
  if (contactRecordSource.recognises(record)) return fromContactRecord(record)
  if ('ContactId' in record && 'EventType' in record) return fromSegments(record, arrived_ms, keywords)
  return undefined
}
