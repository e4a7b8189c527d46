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
    coalesce(enqueue_timestamp, transfer_completed_timestamp, disconnect_timestamp) AS flow_end_timestamp
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
  customer_endpoint_address,
  initiation_timestamp,
  connected_to_system_timestamp,
  enqueue_timestamp,
  dequeue_timestamp,
  connected_to_agent_timestamp,
  disconnect_timestamp,
  date_trunc('hour', disconnect_timestamp)
    + (minute(disconnect_timestamp) / 15) * INTERVAL '15' MINUTE AS interval_start,
  validation_test_type IS NOT NULL AS is_test,
  method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER') AS is_incoming,
  queued AS is_queued,
  handled AS is_handled,
  handled AND method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER') AS is_handled_incoming,
  handled AND method = 'OUTBOUND' AS is_handled_outbound,
  method LIKE 'CALLBACK%' AS is_callback,
  handled AND method LIKE 'CALLBACK%' AS is_callback_handled,
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
  CASE WHEN handled THEN customer_hold_duration_s END AS hold_time_s,
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
  CASE WHEN handled THEN coalesce(number_of_holds, 0) END AS number_of_holds
FROM record
