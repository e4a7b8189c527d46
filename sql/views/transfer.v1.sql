-- Hand-overs: between agents and queues a leg of its own tells of each, to the outside the leg that was handed over.
SELECT
  dt,
  CAST(dt AS date) AS transfer_date,
  contact_id,
  transfer_kind,
  journey_id,
  leg_number,
  channel,
  is_test,
  start_timestamp AS transfer_timestamp,
  from_contact_id,
  from_queue_arn,
  from_queue_name,
  from_agent_arn,
  from_agent_username,
  contact_id AS to_contact_id,
  queue_arn AS to_queue_arn,
  queue_name AS to_queue_name,
  agent_arn AS to_agent_arn,
  agent_username AS to_agent_username,
  is_handled AS is_answered,
  queue_duration_s
FROM contact_journey
WHERE transfer_kind IS NOT NULL
UNION ALL
SELECT
  dt,
  CAST(dt AS date),
  contact_id,
  'EXTERNAL',
  journey_id,
  leg_number,
  channel,
  is_test,
  transfer_completed_timestamp,
  contact_id,
  queue_arn,
  queue_name,
  agent_arn,
  agent_username,
  CAST(NULL AS varchar),
  CAST(NULL AS varchar),
  CAST(NULL AS varchar),
  CAST(NULL AS varchar),
  CAST(NULL AS varchar),
  true,
  CAST(NULL AS bigint)
FROM contact_journey
WHERE is_transferred_external
