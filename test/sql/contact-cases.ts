import { arnOf, contactRecord } from '../fixture/record.ts'

const agent = contactRecord({ id: '' }).Agent
const queue = contactRecord({ id: '' }).Queue

/** Hand-worked cases. What is not named is as in a call that waited 30 s, was talked through 60 s, held 20 s, and wrapped up 15 s. */
export const cases = {
  handled: {},
  abandoned: { Agent: null, Queue: { ...queue, Duration: 12 } },
  // The customer chose a callback while waiting: queued, not abandoned, because a next contact takes over.
  turned_into_callback: { Agent: null, NextContactId: 'callback', DisconnectReason: null },
  callback: { InitiationMethod: 'CALLBACK', PreviousContactId: 'turned_into_callback' },
  // A flow moved it to another queue: two legs queued, one handled.
  moved_by_flow: { Agent: null, TransferCompletedTimestamp: '2025-07-01T09:59:00Z', DisconnectReason: null },
  moved_here: { InitiationMethod: 'QUEUE_TRANSFER', InitialContactId: 'moved_by_flow' },
  cold_transfer: { TransferCompletedTimestamp: '2025-07-01T09:59:30Z', NextContactId: 'x' },
  to_outside: {
    TransferCompletedTimestamp: '2025-07-01T09:59:30Z',
    TransferredToEndpoint: { Address: '+4930123456', Type: 'TELEPHONE_NUMBER' },
  },
  // A warm transfer leaves TransferCompletedTimestamp null: only the child leg tells.
  warm_transfer: { NextContactId: 'y' },
  ivr_only: { Agent: null, Queue: null },
  outbound: { InitiationMethod: 'OUTBOUND', Queue: null, ConnectedToSystemTimestamp: null },
  agent_hung_up: {
    DisconnectReason: 'AGENT_DISCONNECT',
    Agent: { ...agent, NumberOfHolds: 0, CustomerHoldDuration: 0 },
  },
  // Connected, but without after contact work: zero in the average, not left out of it.
  no_acw: { Agent: { ...agent, AfterContactWorkDuration: null } },
  no_durations: {
    Agent: {
      ...agent,
      AfterContactWorkDuration: null,
      AgentInteractionDuration: null,
      CustomerHoldDuration: null,
      NumberOfHolds: null,
    },
  },
  personal_queue: { Queue: { ...queue, ARN: arnOf('queue', 'agent/dan'), Name: null } },
  test_contact: {
    SegmentAttributes: {
      'connect:ValidationTestType': {
        ValueArn: null,
        ValueInteger: null,
        ValueList: null,
        ValueMap: null,
        ValueString: 'EXPERIENCE_VALIDATION',
      },
    },
  },
  chat: { Channel: 'CHAT', InitiationMethod: 'API' },
} satisfies Record<string, Record<string, unknown>>
