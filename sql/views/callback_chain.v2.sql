-- Promises to call back, with all their attempts.
SELECT
  j.dt,
  CAST(j.dt AS date) AS journey_date,
  b.local_date,
  b.local_weekday,
  j.journey_id,
  j.customer_key,
  j.channel,
  j.is_test,
  j.instance_arn,
  j.callback_queue_arn AS queue_arn,
  j.callback_queue_name AS queue_name,
  j.first_disconnect_timestamp,
  j.callback_timestamp,
  j.callback_attempts,
  j.callback_reached_timestamp,
  j.callback_reached_timestamp IS NOT NULL AS is_reached,
  date_diff('second', j.callback_timestamp, j.callback_reached_timestamp) AS time_to_callback_s,
  j.queue_time_s - j.callback_queue_time_s AS other_queue_time_s,
  j.callback_queue_time_s,
  j.outcome
FROM customer_journey AS j
JOIN business_calendar AS b
  ON b.dt = j.dt AND b.from_timestamp <= j.first_disconnect_timestamp AND j.first_disconnect_timestamp < b.to_timestamp
WHERE j.callback_attempts > 0
