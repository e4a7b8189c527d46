-- Contacts by what their attributes say, one by one. A contact is there once for each of its attributes.
SELECT
  c.dt,
  b.local_date,
  b.local_weekday,
  c.contact_id,
  c.disconnect_timestamp,
  c.attribute_name,
  c.attribute_value,
  c.attribute,
  c.channel,
  c.instance_arn,
  c.queue_arn,
  c.queue_name,
  CASE
    WHEN c.queue_arn IS NULL THEN 'NONE'
    WHEN strpos(c.queue_arn, '/queue/agent/') > 0 THEN 'AGENT'
    ELSE 'STANDARD'
  END AS queue_kind,
  c.is_test,
  c.is_queued,
  c.is_handled,
  c.is_abandoned,
  c.is_transferred_out,
  c.queue_answer_time_s,
  c.interaction_time_s,
  c.hold_time_s,
  c.after_contact_work_time_s,
  c.handle_time_s
FROM attributed_contact AS c
JOIN business_calendar AS b
  ON b.dt = c.dt AND b.from_timestamp <= c.disconnect_timestamp AND c.disconnect_timestamp < b.to_timestamp
