-- Promises to call back, with all their attempts.
SELECT
  dt,
  CAST(dt AS date) AS journey_date,
  journey_id,
  customer_key,
  channel,
  is_test,
  callback_queue_arn AS queue_arn,
  callback_queue_name AS queue_name,
  callback_timestamp,
  callback_attempts,
  callback_reached_timestamp,
  callback_reached_timestamp IS NOT NULL AS is_reached,
  date_diff('second', callback_timestamp, callback_reached_timestamp) AS time_to_callback_s,
  queue_time_s - callback_queue_time_s AS other_queue_time_s,
  callback_queue_time_s,
  outcome
FROM customer_journey
WHERE callback_attempts > 0
