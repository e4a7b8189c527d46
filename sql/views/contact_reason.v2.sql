-- Contacts by what their attributes say. A contact counts once under each of its attributes: filter by attribute_name.
SELECT
  c.dt,
  CAST(c.dt AS date) AS contact_date,
  b.local_date,
  b.local_weekday,
  c.attribute_name,
  c.attribute_value,
  c.queue_arn,
  max(c.queue_name) AS queue_name,
  c.channel,
  count(*) AS contacts,
  count_if(c.is_queued) AS contacts_queued,
  count_if(c.is_handled) AS contacts_handled,
  count_if(c.is_abandoned) AS contacts_abandoned,
  count_if(c.is_transferred_out) AS contacts_transferred_out,
  coalesce(sum(c.queue_answer_time_s), 0) AS queue_answer_time_s,
  count(c.queue_answer_time_s) AS queue_answer_time_contacts,
  coalesce(sum(c.interaction_time_s), 0) AS interaction_time_s,
  coalesce(sum(c.hold_time_s), 0) AS hold_time_s,
  coalesce(sum(c.after_contact_work_time_s), 0) AS after_contact_work_time_s,
  coalesce(sum(c.handle_time_s), 0) AS handle_time_s,
  count(c.handle_time_s) AS handle_time_contacts
FROM attributed_contact AS c
JOIN business_calendar AS b
  ON b.dt = c.dt AND b.from_timestamp <= c.disconnect_timestamp AND c.disconnect_timestamp < b.to_timestamp
WHERE NOT c.is_test
GROUP BY c.dt, b.local_date, b.local_weekday, c.attribute_name, c.attribute_value, c.queue_arn, c.channel
