import { beforeAll, describe, expect, test } from 'vitest'
import { type ContactRecord, isTest, newestVersions } from './contact-record.ts'
import { deliver, readStream } from './delivered.ts'

/** The keys that a record of 2026 always has, null or not. */
const knownKeys = `
  AWSAccountId AWSContactTraceRecordFormatVersion Agent AgentConnectionAttempts
  AnsweringMachineDetectionStatus Attributes Campaign Channel ConnectedToSystemTimestamp
  ContactAssociationId ContactDetails ContactId CustomerEndpoint CustomerVoiceActivity
  DisconnectReason DisconnectTimestamp InitialContactId InitiationMethod InitiationTimestamp
  InstanceARN LastUpdateTimestamp MediaStreams NextContactId PreviousContactId Queue Recording
  Recordings References ScheduledTimestamp SegmentAttributes SystemEndpoint Tags TaskTemplateInfo
  TransferCompletedTimestamp TransferredToEndpoint VoiceIdResult
`
  .trim()
  .split(/\s+/)

let all: readonly { readonly value: ContactRecord; readonly text: string }[]
let contacts: ContactRecord[]
let byId: Map<string, ContactRecord>

beforeAll(async () => {
  const { objects } = await deliver({
    days: 3,
    contacts_per_day: 2_000,
    agent_events: false,
    damage_share: 0,
  })
  all = readStream<ContactRecord>(objects, 'contact-records/').records
  contacts = newestVersions(all)
  byId = new Map(contacts.map(contact => [contact.ContactId, contact]))
})

const ms = (timestamp: string | null | undefined): number | null => (timestamp ? Date.parse(timestamp) : null)
const of = (method: string): ContactRecord[] =>
  contacts.filter(({ InitiationMethod }) => InitiationMethod === method)

describe('shape', () => {
  function unsortedAt(value: unknown, path = '$'): string | undefined {
    if (Array.isArray(value))
      return value.map((item, index) => unsortedAt(item, `${path}[${index}]`)).find(Boolean)
    if (value === null || typeof value !== 'object') return undefined
    const keys = Object.keys(value)
    if (keys.some((key, index) => index > 0 && key < (keys[index - 1] as string))) return path
    return Object.entries(value)
      .map(([key, member]) => unsortedAt(member, `${path}.${key}`))
      .find(Boolean)
  }

  test('keys are in ASCII order at every level', () => {
    expect(all.map(({ value }) => unsortedAt(value)).filter(Boolean)).toEqual([])
  })

  test('known keys are there, null or not', () => {
    const missing = contacts.flatMap(contact => knownKeys.filter(key => !(key in contact)))
    expect(missing).toEqual([])
  })

  test('what is empty is written in the way of its key', () => {
    for (const contact of contacts) {
      expect(contact).toMatchObject({ References: [], VoiceIdResult: null, TaskTemplateInfo: null })
      if (contact.Recording === null) expect(contact.Recordings).toBeNull()
      else expect(contact.Recordings).toHaveLength(1)
      expect('ChatMetrics' in contact).toBe(contact.Channel === 'CHAT' && contact.Agent !== null)
      if (contact.Agent === null || contact.Channel === 'TASK')
        expect(contact).not.toHaveProperty('ContactLens')
    }
  })

  test('a segment value has all five members', () => {
    const members = ['ValueArn', 'ValueInteger', 'ValueList', 'ValueMap', 'ValueString']
    const values = contacts.flatMap(({ SegmentAttributes }) => Object.values(SegmentAttributes))
    expect(values.every(value => Object.keys(value).join() === members.join())).toBe(true)
  })

  test('timestamps are whole seconds with a Z', () => {
    const timestamps = all.flatMap(({ text }) => text.match(/"[A-Za-z]*Timestamp":"[^"]*"/g) ?? [])
    expect(timestamps.filter(each => !/:"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"$/.test(each))).toEqual([])
  })

  test('a record has three to four kilobytes', () => {
    const bytes = all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / all.length
    expect(bytes).toBeGreaterThan(3_000)
    expect(bytes).toBeLessThan(4_000)
  })
})

describe('times', () => {
  test('follow each other', () => {
    for (const contact of contacts) {
      const { Queue, Agent } = contact
      const order = [
        contact.InitiationTimestamp,
        Queue?.EnqueueTimestamp,
        Queue?.DequeueTimestamp,
        Agent?.ConnectedToAgentTimestamp,
        Agent?.AfterContactWorkStartTimestamp,
        Agent?.AfterContactWorkEndTimestamp,
        contact.LastUpdateTimestamp,
      ].filter(timestamp => typeof timestamp === 'string')
      expect(order).toEqual([...order].sort())
      expect(contact.InitiationTimestamp <= contact.DisconnectTimestamp).toBe(true)
      expect(contact.DisconnectTimestamp < contact.LastUpdateTimestamp).toBe(true)
    }
  })

  test('agree with the durations within the second that cutting costs', () => {
    for (const { Queue, Agent } of contacts) {
      if (Queue?.EnqueueTimestamp) {
        const apart_s = ((ms(Queue.DequeueTimestamp) ?? 0) - (ms(Queue.EnqueueTimestamp) ?? 0)) / 1_000
        expect(Math.abs(apart_s - (Queue.Duration ?? -9))).toBeLessThanOrEqual(1)
      }
      const acw_ms = ms(Agent?.AfterContactWorkStartTimestamp)
      if (!Agent || acw_ms === null) continue
      const connected_s = (acw_ms - (ms(Agent.ConnectedToAgentTimestamp) ?? 0)) / 1_000
      const parts_s =
        Agent.AgentInteractionDuration + Agent.CustomerHoldDuration + (Agent.AgentPauseDuration ?? 0)
      expect(Math.abs(connected_s - parts_s)).toBeLessThanOrEqual(1)
      const acw_s = ((ms(Agent.AfterContactWorkEndTimestamp) ?? 0) - acw_ms) / 1_000
      expect(Math.abs(acw_s - (Agent.AfterContactWorkDuration ?? -9))).toBeLessThanOrEqual(1)
      expect(Agent.LongestHoldDuration).toBeLessThanOrEqual(Agent.CustomerHoldDuration)
    }
  })

  test('a record is first sent 60 to 100 seconds after the contact is complete', () => {
    const first = new Map<string, ContactRecord>()
    for (const { value } of all) {
      const known = first.get(value.ContactId)
      if (!known || value.LastUpdateTimestamp < known.LastUpdateTimestamp) first.set(value.ContactId, value)
    }
    for (const { LastUpdateTimestamp, DisconnectTimestamp, Agent } of first.values()) {
      const complete_ms = Math.max(ms(DisconnectTimestamp) ?? 0, ms(Agent?.AfterContactWorkEndTimestamp) ?? 0)
      const after_s = ((ms(LastUpdateTimestamp) ?? 0) - complete_ms) / 1_000
      expect(after_s).toBeGreaterThanOrEqual(60)
      expect(after_s).toBeLessThanOrEqual(101)
    }
  })
})

describe('chains', () => {
  test('every link leads to a contact that links back', () => {
    for (const contact of contacts) {
      const next = contact.NextContactId && byId.get(contact.NextContactId)
      if (contact.NextContactId) expect(next).toMatchObject({ PreviousContactId: contact.ContactId })
      if (contact.PreviousContactId) {
        const previous = byId.get(contact.PreviousContactId)
        expect(contact.InitialContactId).toBe(previous?.InitialContactId ?? previous?.ContactId)
        expect(contact.ContactAssociationId).toBe(previous?.ContactAssociationId)
      } else {
        expect(contact.InitialContactId).toBeNull()
        expect(contact.ContactAssociationId).toBe(contact.ContactId)
      }
    }
  })

  test('every way to begin a contact occurs', () => {
    const methods = new Set(contacts.map(({ InitiationMethod }) => InitiationMethod))
    const expected = [
      'API',
      'CALLBACK',
      'DISCONNECT',
      'INBOUND',
      'MONITOR',
      'OUTBOUND',
      'QUEUE_TRANSFER',
      'TRANSFER',
    ]
    expect([...methods].sort()).toEqual(expected)
  })

  test('a promised callback ends the call in queue; attempts follow each other until someone picks up', () => {
    const callbacks = of('CALLBACK')
    expect(callbacks.some(({ Agent }) => Agent !== null)).toBe(true)
    expect(callbacks.some(({ Agent, NextContactId }) => Agent === null && NextContactId !== null)).toBe(true)
    for (const callback of callbacks) {
      const previous = byId.get(callback.PreviousContactId ?? '')
      expect(previous?.Agent).toBeNull()
      expect(['INBOUND', 'CALLBACK']).toContain(previous?.InitiationMethod)
    }
  })

  test('a cold transfer is completed, a warm one is not', () => {
    const first = of('TRANSFER').map(({ PreviousContactId }) => byId.get(PreviousContactId ?? ''))
    const cold = first.filter(contact => contact?.TransferCompletedTimestamp)
    const warm = first.filter(contact => contact && !contact.TransferCompletedTimestamp)
    expect(cold.length).toBeGreaterThan(20)
    expect(warm.length).toBeGreaterThan(20)
    expect(warm.every(contact => (contact?.Agent?.NumberOfHolds ?? 0) > 0)).toBe(true)
  })

  test('an external transfer keeps the contact open after the agent has left', () => {
    const external = contacts.filter(({ TransferredToEndpoint }) => TransferredToEndpoint !== null)
    expect(external.length).toBeGreaterThan(10)
    for (const { Agent, DisconnectTimestamp, TransferCompletedTimestamp } of external) {
      expect(TransferCompletedTimestamp).toBe(Agent?.AfterContactWorkStartTimestamp)
      expect(DisconnectTimestamp > (TransferCompletedTimestamp ?? '')).toBe(true)
    }
  })

  test('a disconnect flow ends both contacts, after the agent has begun after-contact work', () => {
    for (const survey of of('DISCONNECT')) {
      const call = byId.get(survey.PreviousContactId ?? '')
      expect(call?.DisconnectTimestamp).toBe(survey.DisconnectTimestamp)
      expect((call?.Agent?.AfterContactWorkStartTimestamp ?? '9') < survey.DisconnectTimestamp).toBe(true)
    }
  })
})

describe('kinds of contacts', () => {
  test('outbound calls never waited in a queue; not all are answered', () => {
    const outbound = of('OUTBOUND')
    expect(outbound.every(({ Queue }) => Queue && !Queue.EnqueueTimestamp && Queue.Duration === null)).toBe(
      true,
    )
    expect(outbound.every(({ Agent }) => Agent !== null)).toBe(true)
    const unanswered = outbound.filter(
      ({ ConnectedToSystemTimestamp }) => ConnectedToSystemTimestamp === null,
    )
    expect(unanswered.length).toBeGreaterThan(0)
    expect(unanswered.every(({ DisconnectReason }) => DisconnectReason?.startsWith('TELECOM_'))).toBe(true)
  })

  test('personal queues have no name', () => {
    const personal = contacts.filter(({ Queue }) => Queue?.ARN.includes('/queue/agent/'))
    expect(personal.length).toBeGreaterThan(3)
    expect(personal.every(({ Queue }) => Queue?.Name === null)).toBe(true)
  })

  test('some contacts never reach a queue', () => {
    const alone = contacts.filter(({ Queue, InitiationMethod }) => !Queue && InitiationMethod === 'INBOUND')
    const reasons = new Set(alone.map(({ DisconnectReason }) => DisconnectReason))
    expect([...reasons]).toEqual(expect.arrayContaining(['CONTACT_FLOW_DISCONNECT', 'CUSTOMER_DISCONNECT']))
  })

  test('silent listeners have neither customer nor queue', () => {
    for (const monitor of of('MONITOR')) {
      expect(monitor).toMatchObject({ CustomerEndpoint: null, Queue: null })
      expect(monitor.Agent).toMatchObject({ StateTransitions: [{ state: 'SILENT_MONITOR' }] })
    }
  })

  test('test contacts never ring', () => {
    const tests = contacts.filter(isTest)
    expect(tests.length).toBeGreaterThan(3)
    expect(
      tests.every(({ Agent, AgentConnectionAttempts }) => Agent === null && AgentConnectionAttempts === 0),
    ).toBe(true)
  })

  test('keys that differ in case alone stand side by side', () => {
    const both = contacts.filter(
      ({ Attributes }) => 'greetingPlayed' in Attributes && 'GreetingPlayed' in Attributes,
    )
    expect(both.length).toBeGreaterThan(10)
  })

  test('some numbers call again, some are withheld', () => {
    const callers = of('INBOUND').map(({ CustomerEndpoint }) => CustomerEndpoint?.Address ?? 'redacted')
    expect(callers).toContain('anonymous')
    const known = callers.filter(caller => caller.startsWith('+'))
    expect(known.length - new Set(known).size).toBeGreaterThan(100)
  })
})

describe('versions', () => {
  test('differ in attributes, endpoint and LastUpdateTimestamp alone', () => {
    const versions = new Map<string, (typeof all)[number][]>()
    for (const record of all) {
      const { ContactId } = record.value
      versions.set(ContactId, [...(versions.get(ContactId) ?? []), record])
    }
    const several = [...versions.values()].filter(group => new Set(group.map(({ text }) => text)).size > 1)
    expect(several.length).toBeGreaterThan(200)
    const constant = ({ value }: { value: ContactRecord }) => {
      const { Attributes, CustomerEndpoint, LastUpdateTimestamp, SegmentAttributes, ...rest } = value
      return JSON.stringify(rest)
    }
    for (const group of several) expect(new Set(group.map(constant)).size).toBe(1)
  })

  test('a redacted version is newer and holds less', () => {
    const redacted = all.filter(({ value }) => 'connect:RedactedFields' in value.SegmentAttributes)
    expect(redacted.length).toBeGreaterThan(5)
    for (const { value } of redacted) {
      expect(value).toMatchObject({ Attributes: {}, CustomerEndpoint: null })
      expect(byId.get(value.ContactId)?.LastUpdateTimestamp).toBe(value.LastUpdateTimestamp)
    }
  })

  test('some older versions arrive after newer ones', () => {
    const seen = new Map<string, string>()
    let overtaken = 0
    for (const { value } of all) {
      const newest = seen.get(value.ContactId) ?? ''
      if (value.LastUpdateTimestamp < newest) overtaken++
      else seen.set(value.ContactId, value.LastUpdateTimestamp)
    }
    expect(overtaken).toBeGreaterThan(10)
  })
})
