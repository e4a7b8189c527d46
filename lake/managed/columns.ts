import type { Column } from '../../schema/table.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'

/*
 * Columns of `contact_record` in the analytics data lake that Amazon Connect manages, as its administrator guide has
 * them (data-lake-contact-data). Left out are those whose members the guide does not spell out, and those that mean
 * something else there; docs/architecture.md says which.
 */

type Ours = keyof typeof contactRecord.columns & string

/** Of one name in both. */
const same = [
  ...(['aws_account_id', 'instance_arn', 'contact_id', 'channel', 'initiation_method'] as const),
  ...(['initial_contact_id', 'previous_contact_id', 'next_contact_id', 'related_contact_id'] as const),
  ...(['contact_association_id', 'initiation_timestamp', 'connected_to_system_timestamp'] as const),
  ...(['disconnect_timestamp', 'disconnect_reason', 'transfer_completed_timestamp'] as const),
  ...(['scheduled_timestamp', 'last_paused_timestamp', 'last_resumed_timestamp'] as const),
  ...(['total_pause_count', 'queue_arn', 'queue_name', 'agent_arn', 'agent_username'] as const),
  ...(['agent_connection_attempts', 'agent_state_transitions', 'agent_device_platform_name'] as const),
  ...(['agent_device_platform_version', 'agent_device_operating_system'] as const),
  ...(['customer_device_platform_name', 'customer_device_platform_version'] as const),
  ...(['customer_device_operating_system', 'customer_endpoint_address', 'customer_endpoint_type'] as const),
  ...(['system_endpoint_address', 'system_endpoint_type', 'recording_location'] as const),
  ...(['recording_status', 'recording_type', 'recording_deletion_reason', 'recordings'] as const),
  ...(['attributes', 'segment_attributes', 'contact_details', 'references', 'campaign_id'] as const),
  ...(['task_template_arn', 'task_template_name', 'answering_machine_detection_status'] as const),
] satisfies readonly Ours[]

/** Of another name there, and with another unit where the names say so. */
const renamed: Readonly<Record<string, Ours>> = {
  aws_contact_trace_record_format_version: 'format_version',
  disconnect_details_potential_disconnect_issue: 'potential_disconnect_issue',
  total_pause_duration_ms: 'total_pause_duration_s',
  external_third_party_interaction_duration_ms: 'external_third_party_interaction_duration_s',
  queue_enqueue_timestamp: 'enqueue_timestamp',
  queue_dequeue_timestamp: 'dequeue_timestamp',
  queue_duration_ms: 'queue_duration_s',
  agent_connected_to_agent_timestamp: 'connected_to_agent_timestamp',
  agent_interaction_duration_ms: 'agent_interaction_duration_s',
  agent_customer_hold_duration_ms: 'customer_hold_duration_s',
  agent_longest_hold_duration_ms: 'longest_hold_duration_s',
  agent_number_of_holds: 'number_of_holds',
  agent_pause_duration_ms: 'agent_pause_duration_s',
  agent_after_contact_work_duration_ms: 'after_contact_work_duration_s',
  agent_after_contact_work_start_timestamp: 'after_contact_work_start_timestamp',
  agent_after_contact_work_end_timestamp: 'after_contact_work_end_timestamp',
  agent_routing_profile_arn: 'routing_profile_arn',
  agent_routing_profile_name: 'routing_profile_name',
  agent_hierarchy_groups_level_1_arn: 'agent_hierarchy_level1_arn',
  agent_hierarchy_groups_level_1_name: 'agent_hierarchy_level1_name',
  agent_hierarchy_groups_level_2_arn: 'agent_hierarchy_level2_arn',
  agent_hierarchy_groups_level_2_name: 'agent_hierarchy_level2_name',
  agent_hierarchy_groups_level_3_arn: 'agent_hierarchy_level3_arn',
  agent_hierarchy_groups_level_3_name: 'agent_hierarchy_level3_name',
  agent_hierarchy_groups_level_4_arn: 'agent_hierarchy_level4_arn',
  agent_hierarchy_groups_level_4_name: 'agent_hierarchy_level4_name',
  agent_hierarchy_groups_level_5_arn: 'agent_hierarchy_level5_arn',
  agent_hierarchy_groups_level_5_name: 'agent_hierarchy_level5_name',
  agent_voice_enhancement_mode: 'voice_enhancement_mode',
  agent_capabilities_video: 'agent_capability_video',
  customer_capabilities_video: 'customer_capability_video',
  transferred_endpoint_address: 'transferred_to_endpoint_address',
  transferred_endpoint_type: 'transferred_to_endpoint_type',
  customer_voice_activity_greeting_start_timestamp: 'customer_greeting_start_timestamp',
  customer_voice_activity_greeting_end_timestamp: 'customer_greeting_end_timestamp',
  media_streams_items: 'media_stream_types',
  tags_references_items: 'tags',
  q_in_connect_session_arn: 'wisdom_session_arn',
  chat_contact_metrics_multi_party: 'chat_multi_party',
  chat_contact_metrics_total_messages: 'chat_total_messages',
  chat_contact_metrics_total_bot_messages: 'chat_total_bot_messages',
  chat_contact_metrics_total_bot_message_length_in_chars: 'chat_total_bot_message_length_chars',
  chat_contact_metrics_conversation_close_time_ms: 'chat_conversation_close_time_ms',
  chat_contact_metrics_conversation_turn_count: 'chat_conversation_turn_count',
  chat_contact_metrics_agent_first_response_timestamp: 'chat_agent_first_response_timestamp',
  chat_contact_metrics_agent_first_response_time_ms: 'chat_agent_first_response_time_ms',
  chat_agent_metrics_participant_id: 'chat_agent_participant_id',
  chat_agent_metrics_participant_type: 'chat_agent_participant_type',
  chat_agent_metrics_conversation_abandon: 'chat_agent_conversation_abandon',
  chat_agent_metrics_messages_sent: 'chat_agent_messages_sent',
  chat_agent_metrics_num_responses: 'chat_agent_num_responses',
  chat_agent_metrics_message_length_in_chars: 'chat_agent_message_length_chars',
  chat_agent_metrics_total_response_time_ms: 'chat_agent_total_response_time_ms',
  chat_agent_metrics_max_response_time_ms: 'chat_agent_max_response_time_ms',
  chat_agent_metrics_last_message_timestamp: 'chat_agent_last_message_timestamp',
  chat_customer_metrics_participant_id: 'chat_customer_participant_id',
  chat_customer_metrics_participant_type: 'chat_customer_participant_type',
  chat_customer_metrics_conversation_abandon: 'chat_customer_conversation_abandon',
  chat_customer_metrics_messages_sent: 'chat_customer_messages_sent',
  chat_customer_metrics_num_responses: 'chat_customer_num_responses',
  chat_customer_metrics_message_length_in_chars: 'chat_customer_message_length_chars',
  chat_customer_metrics_total_response_time_ms: 'chat_customer_total_response_time_ms',
  chat_customer_metrics_max_response_time_ms: 'chat_customer_max_response_time_ms',
  chat_customer_metrics_last_message_timestamp: 'chat_customer_last_message_timestamp',
}

/** The columns of ours that are taken from the managed table, by their names there, in lower case as catalogs have them. */
export const managedColumns: ReadonlyMap<string, Column> = new Map(
  [...same.map(name => [name, name] as const), ...Object.entries(renamed)].map(([theirs, ours]) => [
    theirs,
    contactRecord.columns[ours],
  ]),
)
