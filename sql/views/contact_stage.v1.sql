-- First legs by how far they came: a row for each stage that a contact reached. Who reached a stage reached those before.
SELECT
  c.dt,
  c.local_date,
  c.local_weekday,
  c.local_hour,
  c.local_interval_start,
  c.contact_id,
  c.disconnect_timestamp,
  s.stage,
  c.channel,
  c.initiation_method,
  c.instance_arn,
  c.queue_arn,
  c.queue_name,
  c.queue_kind,
  c.agent_arn,
  c.agent_username,
  c.is_test
FROM contact_local AS c
CROSS JOIN (VALUES ('ENTERED'), ('QUEUED'), ('ANSWERED'), ('SETTLED')) AS s(stage)
WHERE c.self_service_outcome IS NOT NULL
  AND (
    s.stage = 'ENTERED'
    OR (s.stage = 'QUEUED' AND c.is_queued)
    OR (s.stage = 'ANSWERED' AND c.is_queued AND c.is_handled)
    OR (s.stage = 'SETTLED' AND c.is_queued AND c.is_handled AND NOT c.is_transferred_out AND c.next_contact_id IS NULL)
  )
