import { MINUTE_MS, SECOND_MS, secondsText, wholeSeconds } from '../calendar.ts'
import type { Centre, Named } from '../centre.ts'
import { type Contact, conversationSeconds, type Work } from '../contact.ts'
import { chatMetrics } from './chat-metrics.ts'
import {
  type SegmentValue,
  segmentInteger,
  segmentList,
  segmentMap,
  segmentString,
} from './segment-attributes.ts'

/** What may differ between two emissions of one contact. */
export interface Version {
  readonly last_update_ms: number
  readonly attributes: Readonly<Record<string, string>>
  /** Personal data was deleted (`DeleteContactData`): this version holds less than the one before. */
  readonly redacted: boolean
  /** Added to the DisconnectTimestamp. */
  readonly moved_ms: number
}

/**
 * A contact record as Connect writes it (the keys of 2026): keys in ASCII order at every level, null for what is known
 * and empty, nothing at all for what the contact has no part in (undefined here, which JSON leaves out).
 */
export function contactRecord(centre: Centre, contact: Contact, version: Version): Record<string, unknown> {
  const { channel, work, tally } = contact
  const { redacted } = version
  const location = work ? recordingLocation(centre, contact, work) : null
  return {
    AWSAccountId: centre.account_id,
    AWSContactTraceRecordFormatVersion: '2017-03-10',
    Agent: work && agentRecord(contact, work),
    AgentConnectionAttempts: contact.attempts,
    AnsweringMachineDetectionStatus: null,
    Attributes: redacted ? {} : sorted(version.attributes),
    Campaign: { CampaignId: null },
    Channel: channel,
    ChatMetrics: chatMetrics(contact),
    ConnectedToSystemTimestamp: seconds(contact.connected_to_system_ms),
    ContactAssociationId: contact.association_id,
    ContactDetails:
      channel === 'TASK' ? { Description: 'Opened by the web form', Name: contact.attributes.reason } : {},
    ContactId: contact.id,
    ContactLens: work && channel !== 'TASK' && !work.listening ? contactLens(contact, work) : undefined,
    CustomerEndpoint: redacted ? null : customerEndpoint(contact),
    CustomerVoiceActivity: null,
    DisconnectDetails:
      contact.disconnect_reason === 'TELECOM_PROBLEM'
        ? { PotentialDisconnectIssue: 'CUSTOMER_CONNECTIVITY_ISSUE' }
        : undefined,
    DisconnectReason: contact.disconnect_reason,
    DisconnectTimestamp: secondsText((contact.disconnected_ms ?? 0) + version.moved_ms),
    InitialContactId: contact.initial_contact_id,
    InitiationMethod: contact.initiation_method,
    InitiationTimestamp: secondsText(contact.initiated_ms),
    InstanceARN: centre.instance_arn,
    LastPausedTimestamp: work?.pauses ? seconds(work.last_paused_ms) : undefined,
    LastResumedTimestamp: work?.pauses ? seconds(work.last_resumed_ms) : undefined,
    LastUpdateTimestamp: secondsText(version.last_update_ms),
    MediaStreams: mediaStreams(contact),
    NextContactId: contact.next_contact_id,
    PreviousContactId: contact.previous_contact_id,
    QualityMetrics: work?.audio_score ? qualityMetrics(work.audio_score) : undefined,
    Queue: queueRecord(contact),
    Recording: location === null ? null : recording(location, channel),
    Recordings: location === null ? null : [recordings(location, channel)],
    References: [],
    ScheduledTimestamp: null,
    SegmentAttributes: segmentAttributes(contact, redacted),
    SystemEndpoint: endpoint(contact.system_phone),
    Tags: {
      'aws:connect:instanceId': centre.instance_id,
      'aws:connect:systemEndpoint': contact.system_phone ?? undefined,
      costCentre: tally.queue?.name ? `cc-${tally.queue.name.slice(0, 3).toLowerCase()}` : undefined,
    },
    TaskTemplateInfo: null,
    TotalPauseCount: channel === 'TASK' ? (work?.pauses ?? 0) : undefined,
    TotalPauseDurationInSeconds: channel === 'TASK' ? wholeSeconds(work?.pause_ms ?? 0) : undefined,
    TransferCompletedTimestamp: seconds(contact.transfer_completed_ms),
    TransferredToEndpoint: endpoint(contact.transferred_to),
    VoiceIdResult: null,
  }
}

const seconds = (time_ms: number | null): string | null => (time_ms === null ? null : secondsText(time_ms))

const endpoint = (address: string | null) =>
  address === null ? null : { Address: address, Type: 'TELEPHONE_NUMBER' }

function sorted(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(attributes)
      .sort()
      .map(key => [key, attributes[key] as string]),
  )
}

/** Chats, tasks and silent listeners have no endpoint. */
const customerEndpoint = ({ channel, customer }: Contact) =>
  endpoint(channel === 'VOICE' && customer ? customer.phone : null)

function agentRecord({ channel }: Contact, work: Work): object {
  const { agent, connected_ms, acw } = work
  const { interaction_s, hold_s, pause_s } = conversationSeconds(work)
  const ended_ms = work.ended_ms ?? connected_ms
  const cleared_ms = work.cleared_ms ?? ended_ms
  const levels = (hierarchy: readonly Named[]) =>
    Object.fromEntries(
      [0, 1, 2, 3, 4].map(level => {
        const group = hierarchy[level]
        return [`Level${level + 1}`, group ? { ARN: group.arn, GroupName: group.name } : null]
      }),
    )
  return {
    ARN: agent.arn,
    AcceptedByAgentTimestamp: work.accepted_ms === null ? undefined : secondsText(work.accepted_ms),
    AfterContactWorkDuration: acw === 'none' ? null : wholeSeconds(cleared_ms - ended_ms),
    AfterContactWorkEndTimestamp: acw === 'none' ? null : secondsText(cleared_ms),
    AfterContactWorkStartTimestamp: acw === 'none' ? null : secondsText(ended_ms),
    AgentInitiatedHoldDuration: hold_s,
    AgentInteractionDuration: interaction_s,
    AgentPauseDuration: channel === 'TASK' ? pause_s : undefined,
    ConnectedToAgentTimestamp: secondsText(connected_ms),
    CustomerHoldDuration: hold_s,
    HierarchyGroups: agent.hierarchy && levels(agent.hierarchy),
    LongestHoldDuration: wholeSeconds(work.longest_hold_ms),
    NumberOfHolds: work.holds,
    RoutingProfile: { ARN: agent.profile.arn, Name: agent.profile.name },
    StateTransitions: work.listening
      ? [
          {
            state: 'SILENT_MONITOR',
            stateEndTimestamp: secondsText(ended_ms),
            stateStartTimestamp: secondsText(connected_ms),
          },
        ]
      : null,
    Username: agent.username,
  }
}

/** An outbound call names the queue it is dialled from and never waited in it: everything else is null. */
function queueRecord({ queue, enqueued_ms, dequeued_ms }: Contact): object | null {
  if (queue === null) return null
  return {
    ARN: queue.arn,
    DequeueTimestamp: seconds(dequeued_ms),
    Duration: enqueued_ms === null || dequeued_ms === null ? null : wholeSeconds(dequeued_ms - enqueued_ms),
    EnqueueTimestamp: seconds(enqueued_ms),
    Name: queue.name,
  }
}

function mediaStreams({ channel }: Contact): object[] {
  if (channel === 'TASK') return []
  return channel === 'CHAT' ? [{ Type: 'CHAT' }, { Type: 'AUTOMATED_INTERACTION' }] : [{ Type: 'AUDIO' }]
}

/** `bucket/key` without `s3://`; the minute in the name is the one in which the agent connected. */
function recordingLocation(centre: Centre, { id, channel }: Contact, work: Work): string | null {
  if (!work.recorded) return null
  const [date = '', time = ''] = secondsText(work.connected_ms).split('T')
  const name = `${id}_${date.replaceAll('-', '')}T${time.slice(0, 5)}_UTC`
  const folder = channel === 'CHAT' ? 'ChatTranscripts' : 'CallRecordings'
  const path = `connect/${centre.alias}/${folder}/${date.replaceAll('-', '/')}`
  return `example-recordings/${path}/${name}.${channel === 'CHAT' ? 'json' : 'wav'}`
}

const mediaType = (channel: string): string => (channel === 'CHAT' ? 'CHAT' : 'AUDIO')

const recording = (location: string, channel: string) => ({
  DeletionReason: null,
  Location: location,
  Status: 'AVAILABLE',
  Type: mediaType(channel),
})

const recordings = (location: string, channel: string) => ({
  DeletionReason: null,
  FragmentStartNumber: null,
  FragmentStopNumber: null,
  Location: location,
  MediaStreamType: mediaType(channel),
  ParticipantType: null,
  StartTimestamp: null,
  Status: 'AVAILABLE',
  StopTimestamp: null,
  StorageType: 'S3',
})

function contactLens({ channel, customer }: Contact, { recorded }: Work): object {
  const on = { Behavior: 'Enable' }
  const configuration = recorded
    ? {
        ChannelConfiguration: { AnalyticsModes: [channel === 'CHAT' ? 'ContactLens' : 'PostContact'] },
        Enabled: true,
        LanguageLocale: customer?.language ?? 'en-US',
        RedactionConfiguration: { ...on, Entities: null, MaskMode: 'PII', Policy: 'RedactedOnly' },
        SentimentConfiguration: on,
        SummaryConfiguration: { SummaryModes: ['PostContact'] },
      }
    : {
        ChannelConfiguration: null,
        Enabled: false,
        LanguageLocale: '',
        RedactionConfiguration: null,
        SentimentConfiguration: null,
        SummaryConfiguration: null,
      }
  return { ConversationalAnalytics: { Configuration: configuration } }
}

const qualityMetrics = (score: number) => ({
  Agent: { Audio: { PotentialQualityIssues: score < 3.5 ? ['HighPacketLoss'] : [], QualityScore: score } },
})

const subtypes = { VOICE: 'connect:Telephony', CHAT: 'connect:Chat', TASK: 'connect:Task' } as const

function segmentAttributes(contact: Contact, redacted: boolean): Record<string, SegmentValue | undefined> {
  const { channel, initiated_ms, initiation_method, test } = contact
  const expiry = () =>
    segmentMap({
      ExpiryDuration: segmentInteger(7 * 24 * 60),
      ExpiryTimestamp: segmentString(secondsText(initiated_ms + 7 * 24 * 60 * MINUTE_MS + SECOND_MS)),
    })
  return {
    'connect:ContactExpiry': channel === 'VOICE' ? undefined : expiry(),
    'connect:Direction': segmentString(initiation_method === 'OUTBOUND' ? 'OUTBOUND' : 'INBOUND'),
    'connect:RedactedFields': redacted
      ? segmentList([segmentString('Attributes'), segmentString('CustomerEndpoint')])
      : undefined,
    'connect:Subtype': segmentString(subtypes[channel]),
    'connect:ValidationTestType': test ? segmentString('EXPERIENCE_VALIDATION') : undefined,
  }
}
