import { secondsText } from '../calendar.ts'
import type { Contact } from '../contact.ts'

/** ChatMetrics of a contact record: the only durations in it that are milliseconds. */
export function chatMetrics({ id, chat, work, disconnected_ms }: Contact): object | undefined {
  if (!chat || !work || disconnected_ms === null) return undefined
  const { agent_messages, customer_messages, bot_messages, first_response_ms, slowest_response_ms } = chat
  const participant = (type: 'AGENT' | 'CUSTOMER', messages: number) => ({
    ConversationAbandon: false,
    LastMessageTimestamp: secondsText(disconnected_ms - 1_000),
    MaxResponseTimeInMillis: slowest_response_ms,
    MessageLengthInChars: messages * 74,
    MessagesSent: messages,
    NumResponses: Math.max(1, messages - 1),
    ParticipantId: `${id.slice(0, -4)}${type === 'AGENT' ? 'a9e7' : 'c057'}`,
    ParticipantType: type,
    TotalResponseTimeInMillis: slowest_response_ms + Math.max(0, messages - 2) * 18_500,
  })
  return {
    AgentMetrics: participant('AGENT', agent_messages),
    ContactMetrics: {
      AgentFirstResponseTimeInMillis: first_response_ms,
      AgentFirstResponseTimestamp: secondsText(work.connected_ms + first_response_ms),
      ConversationCloseTimeInMillis: chat.close_ms,
      ConversationTurnCount: Math.min(agent_messages, customer_messages),
      MultiParty: false,
      TotalBotMessageLengthInChars: bot_messages * 58,
      TotalBotMessages: bot_messages,
      TotalMessages: agent_messages + customer_messages + bot_messages,
    },
    CustomerMetrics: participant('CUSTOMER', customer_messages),
  }
}
