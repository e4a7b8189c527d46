-- Hand-overs: between agents and queues a leg of its own tells of each, to the outside the leg that was handed over.
WITH handed_over AS (
  SELECT
    dt,
    contact_id,
    transfer_kind,
    journey_id,
    leg_number,
    channel,
    is_test,
    start_timestamp AS transfer_timestamp,
    disconnect_timestamp,
    from_contact_id,
    instance_arn,
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
    contact_id,
    'EXTERNAL',
    journey_id,
    leg_number,
    channel,
    is_test,
    transfer_completed_timestamp,
    disconnect_timestamp,
    contact_id,
    instance_arn,
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
)
SELECT
  t.dt,
  CAST(t.dt AS date) AS transfer_date,
  b.local_date,
  b.local_weekday,
  t.contact_id,
  t.transfer_kind,
  t.journey_id,
  t.leg_number,
  t.channel,
  t.is_test,
  t.transfer_timestamp,
  t.disconnect_timestamp,
  t.from_contact_id,
  t.instance_arn,
  t.from_queue_name AS queue_name,
  t.from_agent_username AS agent_username,
  t.from_queue_arn,
  t.from_queue_name,
  CASE
    WHEN t.from_queue_arn IS NULL THEN 'NONE'
    WHEN strpos(t.from_queue_arn, '/queue/agent/') > 0 THEN 'AGENT'
    ELSE 'STANDARD'
  END AS from_queue_kind,
  t.from_agent_arn,
  t.from_agent_username,
  t.to_contact_id,
  t.to_queue_arn,
  t.to_queue_name,
  CASE
    WHEN t.to_queue_arn IS NULL THEN 'NONE'
    WHEN strpos(t.to_queue_arn, '/queue/agent/') > 0 THEN 'AGENT'
    ELSE 'STANDARD'
  END AS to_queue_kind,
  t.to_agent_arn,
  t.to_agent_username,
  t.is_answered,
  t.queue_duration_s
FROM handed_over AS t
JOIN business_calendar AS b
  ON b.dt = t.dt AND b.from_timestamp <= t.disconnect_timestamp AND t.disconnect_timestamp < b.to_timestamp
