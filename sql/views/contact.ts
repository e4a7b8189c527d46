import { view } from '../view.ts'

const flag = (doc: string) => ({ type: 'boolean', doc }) as const
const seconds = (doc: string) => ({ type: 'bigint', doc: `${doc}, in seconds.` }) as const
const millis = (doc: string) => ({ type: 'bigint', doc: `${doc}, in milliseconds.` }) as const
const number = (doc: string) => ({ type: 'bigint', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const time = (doc: string) => ({ type: 'timestamp', doc }) as const

/** Every contact with the flags that Connect's metrics are made of. Never null: a flag is true or false. */
export const contact = view({
  name: 'contact',
  version: 3,
  doc: 'One row per contact, with the flags and times that metrics are summed from.',
  grain: ['contact_id'],
  uses: ['contact_record'],
  columns: {
    dt: text('Partition: UTC date of the disconnect, as text. Filter by it, or by contact_date.'),
    contact_date: {
      type: 'date',
      doc: 'UTC date of the disconnect, made of the partition so that filters prune it.',
    },
    contact_id: text('Identifier of the contact.'),
    first_contact_id: text('First contact of the chain: the contact itself when it is the first.'),
    previous_contact_id: text('Contact that this one continues.'),
    next_contact_id: text('Contact that continues this one.'),
    channel: text('VOICE, CHAT, TASK or EMAIL.'),
    initiation_method: text('How the contact began.'),
    disconnect_reason: text('Why it ended; NONE where Connect gives no reason.'),
    instance_arn: text('ARN of the Connect instance.'),
    queue_arn: text('ARN of the queue it was last in.'),
    queue_name: text('Name of the queue; for the personal queue of an agent its id.'),
    queue_kind: text('STANDARD, AGENT (personal queue) or NONE.'),
    agent_arn: text('ARN of the agent it was connected to.'),
    agent_username: { type: 'varchar', doc: 'User name of the agent.', pii: true },
    routing_profile_name: text("The agent's routing profile."),
    agent_hierarchy_level1_name: text("The agent's hierarchy group, top level."),
    agent_hierarchy_level2_name: text("The agent's hierarchy group, second level."),
    agent_hierarchy_level3_name: text("The agent's hierarchy group, third level."),
    agent_hierarchy_level4_name: text("The agent's hierarchy group, fourth level."),
    agent_hierarchy_level5_name: text("The agent's hierarchy group, fifth level."),
    customer_endpoint_address: { type: 'varchar', doc: "The customer's address.", pii: true },
    system_endpoint_address: text('The address dialled, or the caller id of an outbound call.'),
    initiation_timestamp: time('When it began.'),
    connected_to_system_timestamp: time('When it was connected to Connect.'),
    enqueue_timestamp: time('When it entered the queue.'),
    dequeue_timestamp: time('When it left the queue.'),
    connected_to_agent_timestamp: time('When it was connected to the agent.'),
    disconnect_timestamp: time('When it was disconnected: what decides in which interval it counts.'),
    interval_start: time('Beginning of the 15 minutes, UTC, in which it was disconnected.'),
    is_test: flag('A simulated contact (validation test): metrics leave it out.'),
    is_monitor: flag('A supervisor who listens in. Connect counts it as a contact handled.'),
    is_assist: flag('A manager asked for help in a chat: left out of what is measured of chats.'),
    is_incoming: flag('CONTACTS_INCOMING: INBOUND, TRANSFER or QUEUE_TRANSFER.'),
    is_in_contact_volume: flag(
      'Contact volume: queued, and INBOUND, TRANSFER, QUEUE_TRANSFER, API or a callback leg.',
    ),
    is_new: flag('It continues no other contact: InitialContactId is its own, or missing.'),
    self_service_outcome: text(
      'Of first legs that reached Connect, inbound calls and new chats: QUEUED, CONNECTED, TRANSFERRED_OUT, CONTINUED, LEFT_IN_FLOW or CONTAINED; null for others.',
    ),
    is_queued: flag('CONTACTS_QUEUED: it entered a queue.'),
    is_handled: flag('CONTACTS_HANDLED: it was connected to an agent, whatever began it.'),
    is_handled_incoming: flag('CONTACTS_HANDLED_INCOMING: incoming and handled.'),
    is_handled_outbound: flag('CONTACTS_HANDLED_OUTBOUND: OUTBOUND and handled.'),
    is_callback: flag('A callback leg: the initiation method begins with CALLBACK.'),
    is_callback_handled: flag('CALLBACK_CONTACTS_HANDLED: a callback leg, and handled.'),
    is_callback_attempt: flag(
      'RETRY_CALLBACK_ATTEMPTS as it is meant: a callback that reached nobody, and another follows.',
    ),
    is_callback_attempt_literal: flag(
      'RETRY_CALLBACK_ATTEMPTS as it is written: no CALLBACK leg, not handled, continued, not moved on from the queue.',
    ),
    is_api: flag('API contacts: begun by the API, such as chats and tasks.'),
    is_api_handled: flag('API_CONTACTS_HANDLED: begun by the API, and handled.'),
    is_abandoned: flag(
      'CONTACTS_ABANDONED: queued, not handled, no next contact (such as a callback), not transferred by a flow.',
    ),
    is_abandoned_by_customer: flag('Abandoned, and the customer ended it; Connect does not ask who did.'),
    is_transferred_in: flag('CONTACTS_TRANSFERRED_IN: TRANSFER or QUEUE_TRANSFER.'),
    is_transferred_in_by_agent: flag('CONTACTS_TRANSFERRED_IN_BY_AGENT: TRANSFER.'),
    is_transferred_in_from_queue: flag('CONTACTS_TRANSFERRED_IN_FROM_Q: QUEUE_TRANSFER.'),
    is_transferred_out: flag(
      'CONTACTS_TRANSFERRED_OUT: a cold transfer was completed. Warm ones are not told.',
    ),
    is_transferred_out_by_agent: flag('CONTACTS_TRANSFERRED_OUT_BY_AGENT: transferred out and handled.'),
    is_transferred_out_from_queue: flag(
      'CONTACTS_TRANSFERRED_OUT_FROM_QUEUE: transferred out, queued and not handled; from the record alone.',
    ),
    is_transferred_out_internal: flag(
      'Transferred out to a queue, an agent or a flow of the contact centre.',
    ),
    is_transferred_out_external: flag('Transferred out to an address outside the contact centre.'),
    is_agent_hung_up_first: flag('CONTACTS_AGENT_HUNG_UP_FIRST: handled, and the agent disconnected.'),
    is_put_on_hold: flag('CONTACTS_PUT_ON_HOLD: handled, and put on hold at least once.'),
    contact_duration_s: seconds('From initiation to disconnect'),
    contact_flow_time_s: seconds(
      'CONTACT_FLOW_TIME: from the connection to Connect until queued, transferred or ended',
    ),
    queue_duration_s: seconds('Time in the queue as Connect counts it; null when never queued'),
    queue_answer_time_s: seconds('QUEUE_ANSWER_TIME: time in the queue of those handled'),
    abandon_time_s: seconds('ABANDON_TIME: time in the queue of those abandoned'),
    interaction_time_s: seconds('INTERACTION_TIME: the agent and the customer together, without hold'),
    interaction_and_hold_time_s: seconds('INTERACTION_AND_HOLD_TIME: both, as far as present'),
    hold_time_s: seconds('HOLD_TIME: the customer on hold; 0 when the record only says how often'),
    pause_time_s: seconds('AGENT_PAUSE_TIME: a task paused by the agent'),
    after_contact_work_time_s: seconds(
      'AFTER_CONTACT_WORK_TIME: 0 when handled without any; null when not handled',
    ),
    handle_time_s: seconds('HANDLE_TIME: interaction, hold, after contact work and pause, as far as present'),
    active_time_s: seconds(
      'ACTIVE_TIME: interaction, hold and after contact work, without pause; null when 0',
    ),
    resolution_time_s: seconds(
      'RESOLUTION_TIME: from initiation to the end of after contact work, or the disconnect',
    ),
    number_of_holds: {
      type: 'bigint',
      doc: 'How many times it was put on hold; 0 when handled without, else null.',
    },
    wait_after_customer_connection_s: seconds(
      'WAIT_TIME_AFTER_CUSTOMER_CONNECTION: customer-first callbacks, from the greeting to the agent or the end',
    ),
    agent_first_response_time_ms: millis('FIRST_RESPONSE_TIME_AGENT: chat, until the agent first answered'),
    first_response_wait_time_ms: millis(
      'CONTACT_FIRST_RESPONSE_TIME_AGENT: chat, from the queue to the first answer',
    ),
    agent_response_time_ms: millis('RESPONSE_TIME_AGENT: chat, all answers of the agent together'),
    agent_responses: number('Answers of the agent in a chat.'),
    customer_response_time_ms: millis('RESPONSE_TIME_CUSTOMER: chat, all answers of the customer together'),
    customer_responses: number('Answers of the customer in a chat.'),
    conversation_close_time_ms: millis(
      'CONVERSATION_CLOSE_TIME: from the last word of the customer to the end',
    ),
    is_conversation_abandoned: flag('CONVERSATIONS_ABANDONED: a chat that one side left without an answer.'),
    messages: number('Messages in a chat, of people and bots.'),
    agent_messages: number('Messages of the agent in a chat.'),
    customer_messages: number('Messages of the customer in a chat.'),
    bot_messages: number('Messages of bots and prompts in a chat.'),
    agent_message_length_chars: number('Characters the agent wrote in a chat.'),
    customer_message_length_chars: number('Characters the customer wrote in a chat.'),
  },
})
