/** What records of streams say to rules, and which of them are damaged. */
import { describe, expect, test } from 'vitest'
import { decoded } from '../../../etl/live/decode.ts'
import type { KeywordRule } from '../../../etl/live/rule.ts'

const arrived_ms = Date.parse('2026-02-10T03:59:30Z')
const read = (record: unknown, keywords: readonly KeywordRule[] = []) =>
  decoded(
    { bytes: Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)), arrived_ms },
    keywords,
  )

const queue = 'arn:aws:connect:eu-central-1:111122223333:instance/i/queue/q'

describe('contact events', () => {
  const envelope = (detail: object) => ({
    ...{ version: '0', id: 'e-1', 'detail-type': 'Amazon Connect Contact Event', source: 'aws.connect' },
    ...{ time: '2026-02-10T03:58:43Z', detail: { contactId: 'c-1', channel: 'Voice', ...detail } },
  })

  test('count at the time of what happened, not at that of the envelope, which is cut to seconds', () => {
    const queueInfo = { queueArn: queue, queueType: 'STANDARD', enqueueTimestamp: '2026-02-10T03:58:43.804Z' }
    expect(read(envelope({ eventType: 'QUEUED', queueInfo }))).toEqual([
      {
        ...{ kind: 'queued', id: 'e-1', at_ms: Date.parse('2026-02-10T03:58:43.804Z'), contact: 'c-1' },
        ...{ channel: 'VOICE', queue: { arn: queue, name: null } },
      },
    ])
  })

  test('a time that is not set is the first millisecond of 1970, and none', () => {
    const agentInfo = { agentArn: 'a', connectedToAgentTimestamp: '1970-01-01T00:00:00.001Z' }
    expect(read(envelope({ eventType: 'CONNECTED_TO_AGENT', agentInfo }))).toEqual([
      { kind: 'left_queue', id: 'e-1', at_ms: Date.parse('2026-02-10T03:58:43Z'), contact: 'c-1' },
    ])
  })

  test('that no rule is about say nothing', () => {
    expect(read(envelope({ eventType: 'CONTACT_DATA_UPDATED' }))).toEqual([])
  })
})

describe('contact records', () => {
  const record = (more: object = {}) => ({
    ...{
      AWSContactTraceRecordFormatVersion: '2017-03-10',
      ContactId: 'c-1',
      Agent: null,
      NextContactId: null,
    },
    ...{ LastUpdateTimestamp: '2026-02-10T03:59:28Z', DisconnectTimestamp: '2026-02-10T03:58:20Z' },
    ...{
      TransferCompletedTimestamp: null,
      Queue: { ARN: queue, Name: 'Q', EnqueueTimestamp: '2026-02-10T03:57:00Z' },
    },
    ...more,
  })
  const isAbandoned = (more: object) =>
    (read(record(more)) as readonly { abandoned: boolean }[])[0]?.abandoned

  test('are abandoned as Connect counts it', () => {
    expect(isAbandoned({})).toBe(true)
    expect(isAbandoned({ Agent: { ConnectedToAgentTimestamp: '2026-02-10T03:58:00Z' } })).toBe(false)
    expect(isAbandoned({ NextContactId: 'c-2' })).toBe(false)
    expect(isAbandoned({ TransferCompletedTimestamp: '2026-02-10T03:58:00Z' })).toBe(false)
    expect(isAbandoned({ Queue: null })).toBe(false)
  })

  test("Connect's own testing is nobody's experience", () => {
    const SegmentAttributes = { 'connect:ValidationTestType': { ValueString: 'EXPERIENCE_VALIDATION' } }
    expect(read(record({ SegmentAttributes }))).toEqual([])
  })
})

test('agent events tell of the status, of contacts that failed, and of those that were answered', () => {
  const contact = (ContactId: string, State: string, ConnectedToAgentTimestamp: string | null) => ({
    ...{ ContactId, State, ConnectedToAgentTimestamp, Channel: 'VOICE' },
  })
  const snapshot = {
    AgentStatus: {
      ARN: 's',
      Name: 'Available',
      StartTimestamp: '2026-02-10T03:00:00.000Z',
      Type: 'ROUTABLE',
    },
    Configuration: { Username: 'jane', RoutingProfile: { InboundQueues: [{ ARN: queue, Name: 'Q' }] } },
    Contacts: [contact('c-1', 'ENDED', '2026-02-10T03:50:00.000Z'), contact('c-2', 'MISSED', null)],
  }
  const event = {
    AgentARN: 'agent',
    EventId: 'e',
    EventTimestamp: '2026-02-10T03:59:00.123Z',
    EventType: 'STATE_CHANGE',
  }
  const found = read({ ...event, CurrentAgentSnapshot: snapshot, PreviousAgentSnapshot: null })
  expect(found).toEqual([
    {
      ...{
        kind: 'agent',
        id: 'e',
        at_ms: Date.parse('2026-02-10T03:59:00.123Z'),
        agent: 'agent',
        contacts: 2,
      },
      ...{
        status: 'ROUTABLE',
        since_ms: Date.parse('2026-02-10T03:00:00Z'),
        failed: true,
        answered: ['c-1'],
      },
      queues: [{ arn: queue, name: 'Q' }],
    },
  ])
  expect(JSON.stringify(found)).not.toContain('jane')
  const out = { ...event, EventType: 'LOGOUT', CurrentAgentSnapshot: null, PreviousAgentSnapshot: null }
  expect(read(out)).toMatchObject([{ kind: 'agent_gone', agent: 'agent' }])
})

describe('real-time segments', () => {
  const tax: KeywordRule = {
    name: 'tax',
    when: 'keyword',
    words: ['tax', 'close my  account'],
    said_by: 'CUSTOMER',
  }
  const angry: KeywordRule = { name: 'angry', when: 'keyword', categories: ['Angry customer'] }
  const said = (Content: string, ParticipantRole = 'CUSTOMER') => ({
    ...{ Version: '1.0.0', ContactId: 'c-1', EventType: 'SEGMENTS' },
    Segments: [{ Transcript: { Id: 't', Content, ParticipantRole } }],
  })

  test.each([
    ['the Tax, please', ['tax']],
    ['a taxi, please', undefined],
    ['I want to CLOSE MY ACCOUNT!', ['tax']],
  ])('%s', (text, rules) => {
    const found = read(said(text), [tax, angry])
    expect(found).toEqual(
      rules ? [expect.objectContaining({ kind: 'said', contact: 'c-1', at_ms: arrived_ms, rules })] : [],
    )
    expect(JSON.stringify(found)).not.toMatch(/please|ACCOUNT/)
  })

  test('only of whom the rule says', () => {
    expect(read(said('tax', 'AGENT'), [tax])).toEqual([])
  })

  test('categories', () => {
    const Segments = [{ Categories: { MatchedCategories: ['Angry customer'], MatchedDetails: {} } }]
    expect(read({ ...said(''), Segments }, [tax, angry])).toMatchObject([{ rules: ['angry'] }])
  })
})

test('a scheduled event says that time goes on', () => {
  const event = {
    id: 'x',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    time: '2026-02-10T03:59:00Z',
    detail: {},
  }
  expect(read(event)).toEqual([{ kind: 'clock', id: 'x', at_ms: Date.parse('2026-02-10T03:59:00Z') }])
})

test('what is of another kind is no damage', () => {
  expect(read({ hello: 'world' })).toBeUndefined()
  expect(read({ 'detail-type': 'EC2 Instance State-change Notification', detail: {} })).toBeUndefined()
})

describe('damage is told without what is in the record', () => {
  const secret = '+4915112345678'
  test.each([
    ['no JSON', `{"ContactId": "${secret}`],
    ['no object', `"${secret}"`],
    ['a time that is none', { AgentARN: 'a', EventId: 'e', EventType: 'LOGOUT', EventTimestamp: secret }],
    [
      'a clock that is ahead',
      { AgentARN: secret, EventId: 'e', EventType: 'LOGOUT', EventTimestamp: '2026-02-10T04:59:30Z' },
    ],
  ])('%s', (_, record) => {
    expect(() => read(record)).toThrow(expect.objectContaining({ name: 'LakeError' }))
    try {
      read(record)
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain(secret)
    }
  })
})
