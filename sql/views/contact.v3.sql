-- Every contact with the flags and times that Connect's metrics are made of.
--
-- PreDisconnectState, which AWS uses in its own formulas, is not in the exported record. A record without an agent has
-- no cold transfer by an agent, so "not transferred by a flow" is "no transfer was completed".
WITH record AS (
  SELECT
    *,
    coalesce(initiation_method, '') AS method,
    enqueue_timestamp IS NOT NULL AS queued,
    connected_to_agent_timestamp IS NOT NULL AS handled,
    enqueue_timestamp IS NOT NULL
      AND connected_to_agent_timestamp IS NULL
      AND next_contact_id IS NULL
      AND transfer_completed_timestamp IS NULL AS abandoned,
    transfer_completed_timestamp IS NOT NULL AS transferred,
    coalesce(enqueue_timestamp, transfer_completed_timestamp, disconnect_timestamp) AS flow_end_timestamp,
    CASE
      WHEN after_contact_work_end_timestamp > disconnect_timestamp THEN after_contact_work_end_timestamp
      ELSE disconnect_timestamp
    END AS resolved_timestamp,
    -- A manager who is asked for help is no customer, and what is said to him is no service.
    strpos(lower(coalesce(segment_subtype, '')), 'assist') > 0 AS assists,
    -- Nor is a supervisor who listens in.
    strpos(lower(coalesce(segment_subtype, '')), 'assist') > 0 OR coalesce(initiation_method, '') = 'MONITOR' AS aside
  FROM contact_record
)
SELECT
  dt,
  CAST(dt AS date) AS contact_date,
  contact_id,
  coalesce(initial_contact_id, contact_id) AS first_contact_id,
  previous_contact_id,
  next_contact_id,
  channel,
  initiation_method,
  coalesce(disconnect_reason, 'NONE') AS disconnect_reason,
  instance_arn,
  queue_arn,
  coalesce(queue_name, split_part(queue_arn, '/queue/', 2)) AS queue_name,
  CASE
    WHEN queue_arn IS NULL THEN 'NONE'
    WHEN strpos(queue_arn, '/queue/agent/') > 0 THEN 'AGENT'
    ELSE 'STANDARD'
  END AS queue_kind,
  agent_arn,
  agent_username,
  routing_profile_name,
  agent_hierarchy_level1_name,
  agent_hierarchy_level2_name,
  agent_hierarchy_level3_name,
  agent_hierarchy_level4_name,
  agent_hierarchy_level5_name,
  customer_endpoint_address,
  system_endpoint_address,
  initiation_timestamp,
  connected_to_system_timestamp,
  enqueue_timestamp,
  dequeue_timestamp,
  connected_to_agent_timestamp,
  disconnect_timestamp,
  date_trunc('hour', disconnect_timestamp)
    + (minute(disconnect_timestamp) / 15) * INTERVAL '15' MINUTE AS interval_start,
  validation_test_type IS NOT NULL AS is_test,
  method = 'MONITOR' AS is_monitor,
  assists AS is_assist,
  method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER') AS is_incoming,
  queued AND (method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER') OR method = 'API' OR method LIKE 'CALLBACK%')
    AS is_in_contact_volume,
  coalesce(initial_contact_id, contact_id) = contact_id AS is_new,
  -- The first that holds, so that the outcomes add up to the first legs.
  CASE
    WHEN connected_to_system_timestamp IS NULL
      OR previous_contact_id IS NOT NULL
      OR NOT ((channel = 'VOICE' AND method IN ('INBOUND', 'WEBRTC_API')) OR (channel = 'CHAT' AND method = 'API'))
    THEN NULL
    WHEN queued THEN 'QUEUED'
    WHEN handled THEN 'CONNECTED'
    WHEN transferred THEN 'TRANSFERRED_OUT'
    WHEN next_contact_id IS NOT NULL THEN 'CONTINUED'
    WHEN disconnect_reason = 'CUSTOMER_DISCONNECT' THEN 'LEFT_IN_FLOW'
    ELSE 'CONTAINED'
  END AS self_service_outcome,
  queued AS is_queued,
  handled AS is_handled,
  handled AND method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER') AS is_handled_incoming,
  handled AND method = 'OUTBOUND' AS is_handled_outbound,
  method LIKE 'CALLBACK%' AS is_callback,
  handled AND method LIKE 'CALLBACK%' AS is_callback_handled,
  method LIKE 'CALLBACK%' AND NOT handled AND next_contact_id IS NOT NULL AS is_callback_attempt,
  method <> 'CALLBACK' AND NOT handled AND next_contact_id IS NOT NULL AND NOT (transferred AND queued)
    AS is_callback_attempt_literal,
  method = 'API' AS is_api,
  handled AND method = 'API' AS is_api_handled,
  abandoned AS is_abandoned,
  abandoned AND coalesce(disconnect_reason, '') = 'CUSTOMER_DISCONNECT' AS is_abandoned_by_customer,
  method IN ('TRANSFER', 'QUEUE_TRANSFER') AS is_transferred_in,
  method = 'TRANSFER' AS is_transferred_in_by_agent,
  method = 'QUEUE_TRANSFER' AS is_transferred_in_from_queue,
  transferred AS is_transferred_out,
  transferred AND handled AS is_transferred_out_by_agent,
  transferred AND queued AND NOT handled AS is_transferred_out_from_queue,
  transferred AND transferred_to_endpoint_address IS NULL AS is_transferred_out_internal,
  transferred AND transferred_to_endpoint_address IS NOT NULL AS is_transferred_out_external,
  handled AND coalesce(disconnect_reason, '') = 'AGENT_DISCONNECT' AS is_agent_hung_up_first,
  handled AND coalesce(number_of_holds, 0) > 0 AS is_put_on_hold,
  date_diff('second', initiation_timestamp, disconnect_timestamp) AS contact_duration_s,
  CASE
    WHEN method NOT IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER', 'API') THEN NULL
    WHEN connected_to_system_timestamp IS NULL OR flow_end_timestamp < connected_to_system_timestamp THEN 0
    ELSE date_diff('second', connected_to_system_timestamp, flow_end_timestamp)
  END AS contact_flow_time_s,
  CASE WHEN queued THEN queue_duration_s END AS queue_duration_s,
  CASE WHEN queued AND handled THEN queue_duration_s END AS queue_answer_time_s,
  CASE WHEN abandoned THEN queue_duration_s END AS abandon_time_s,
  CASE WHEN handled THEN agent_interaction_duration_s END AS interaction_time_s,
  CASE
    WHEN agent_interaction_duration_s IS NOT NULL OR customer_hold_duration_s IS NOT NULL
    THEN coalesce(agent_interaction_duration_s, 0) + coalesce(customer_hold_duration_s, 0)
  END AS interaction_and_hold_time_s,
  CASE
    WHEN handled THEN coalesce(customer_hold_duration_s, CASE WHEN number_of_holds IS NOT NULL THEN 0 END)
  END AS hold_time_s,
  agent_pause_duration_s AS pause_time_s,
  coalesce(after_contact_work_duration_s, CASE WHEN handled THEN 0 END) AS after_contact_work_time_s,
  CASE
    WHEN coalesce(
      agent_interaction_duration_s,
      customer_hold_duration_s,
      after_contact_work_duration_s,
      agent_pause_duration_s) IS NOT NULL
    THEN coalesce(agent_interaction_duration_s, 0)
      + coalesce(customer_hold_duration_s, 0)
      + coalesce(after_contact_work_duration_s, 0)
      + coalesce(agent_pause_duration_s, 0)
  END AS handle_time_s,
  nullif(
    coalesce(agent_interaction_duration_s, 0)
      + coalesce(customer_hold_duration_s, 0)
      + coalesce(after_contact_work_duration_s, 0),
    0) AS active_time_s,
  CASE
    WHEN resolved_timestamp >= initiation_timestamp
    THEN date_diff('second', initiation_timestamp, resolved_timestamp)
    WHEN initiation_timestamp IS NOT NULL THEN 0
  END AS resolution_time_s,
  CASE WHEN handled THEN coalesce(number_of_holds, 0) END AS number_of_holds,
  CASE
    WHEN method = 'CALLBACK_CUSTOMER_FIRST_DIALED' AND answering_machine_detection_status = 'HUMAN_ANSWERED'
    THEN date_diff(
      'second', customer_greeting_end_timestamp, coalesce(connected_to_agent_timestamp, disconnect_timestamp))
  END AS wait_after_customer_connection_s,
  CASE WHEN NOT aside THEN chat_agent_first_response_time_ms END AS agent_first_response_time_ms,
  CASE
    WHEN NOT aside THEN date_diff('millisecond', enqueue_timestamp, chat_agent_first_response_timestamp)
  END AS first_response_wait_time_ms,
  CASE WHEN NOT aside THEN chat_agent_total_response_time_ms END AS agent_response_time_ms,
  CASE WHEN NOT aside THEN chat_agent_num_responses END AS agent_responses,
  CASE WHEN NOT aside THEN chat_customer_total_response_time_ms END AS customer_response_time_ms,
  CASE WHEN NOT aside THEN chat_customer_num_responses END AS customer_responses,
  CASE WHEN NOT aside THEN chat_conversation_close_time_ms END AS conversation_close_time_ms,
  NOT aside
    AND (coalesce(chat_agent_conversation_abandon, false) OR coalesce(chat_customer_conversation_abandon, false))
    AS is_conversation_abandoned,
  CASE WHEN NOT aside THEN chat_total_messages END AS messages,
  CASE WHEN NOT aside THEN chat_agent_messages_sent END AS agent_messages,
  CASE WHEN NOT aside THEN chat_customer_messages_sent END AS customer_messages,
  CASE WHEN NOT aside THEN chat_total_bot_messages END AS bot_messages,
  CASE WHEN NOT aside THEN chat_agent_message_length_chars END AS agent_message_length_chars,
  CASE WHEN NOT aside THEN chat_customer_message_length_chars END AS customer_message_length_chars
FROM record
