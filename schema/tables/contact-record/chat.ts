import { prefixed } from '../../table.ts'
import { bigint, boolean, string, timestamp } from '../../type.ts'

const since = 'after 2023-06'

/** One side of a chat. */
const participant = <const P extends 'agent' | 'customer'>(who: P, from: string) =>
  prefixed(`chat_${who}`, {
    participant_id: {
      type: string,
      from: `${from}.ParticipantId`,
      doc: `Participant id of the ${who}.`,
      since,
    },
    participant_type: {
      type: string,
      from: `${from}.ParticipantType`,
      doc: `Participant type of the ${who}.`,
      since,
    },
    conversation_abandon: {
      type: boolean,
      from: `${from}.ConversationAbandon`,
      doc: `Whether the ${who} abandoned the conversation.`,
      since,
    },
    messages_sent: { type: bigint, from: `${from}.MessagesSent`, doc: `Messages the ${who} sent.`, since },
    num_responses: { type: bigint, from: `${from}.NumResponses`, doc: `Responses the ${who} gave.`, since },
    message_length_chars: {
      type: bigint,
      from: `${from}.MessageLengthInChars`,
      doc: `Characters the ${who} wrote.`,
      since,
    },
    total_response_time_ms: {
      type: bigint,
      unit: 'ms',
      from: `${from}.TotalResponseTimeInMillis`,
      doc: `Time the ${who} took to respond, in all.`,
      since,
    },
    max_response_time_ms: {
      type: bigint,
      unit: 'ms',
      from: `${from}.MaxResponseTimeInMillis`,
      doc: `Longest time the ${who} took to respond.`,
      since,
    },
    last_message_timestamp: {
      type: timestamp,
      from: `${from}.LastMessageTimestamp`,
      doc: `When the ${who} last sent a message.`,
      since,
    },
  })

// The record spells the member ContactMetrics, the API ChatContactMetrics: both are read.
const total = <const K extends string>(key: K) =>
  [`ChatMetrics.ContactMetrics.${key}`, `ChatMetrics.ChatContactMetrics.${key}`] as const

/** Chat metrics. Milliseconds here, seconds everywhere else in the record. */
export const chat = {
  chat_multi_party: {
    type: boolean,
    from: total('MultiParty'),
    doc: 'Whether more than an agent and a customer took part.',
    since,
  },
  chat_total_messages: {
    type: bigint,
    from: total('TotalMessages'),
    doc: 'Messages in all.',
    since,
  },
  chat_total_bot_messages: {
    type: bigint,
    from: total('TotalBotMessages'),
    doc: 'Messages from bots and prompts.',
    since,
  },
  chat_total_bot_message_length_chars: {
    type: bigint,
    from: total('TotalBotMessageLengthInChars'),
    doc: 'Characters from bots and prompts.',
    since,
  },
  chat_conversation_close_time_ms: {
    type: bigint,
    unit: 'ms',
    from: total('ConversationCloseTimeInMillis'),
    doc: 'Time from the last customer message to the end.',
    since,
  },
  chat_conversation_turn_count: {
    type: bigint,
    from: total('ConversationTurnCount'),
    doc: 'Turns of the conversation.',
    since,
  },
  chat_agent_first_response_timestamp: {
    type: timestamp,
    from: total('AgentFirstResponseTimestamp'),
    doc: 'When the agent first responded.',
    since,
  },
  chat_agent_first_response_time_ms: {
    type: bigint,
    unit: 'ms',
    from: total('AgentFirstResponseTimeInMillis'),
    doc: 'Time until the agent first responded.',
    since,
  },
  ...participant('agent', 'ChatMetrics.AgentMetrics'),
  ...participant('customer', 'ChatMetrics.CustomerMetrics'),
} as const
