-- Who waited when the newest quarter of an hour began of which anything has arrived. Queues in which nobody waited have
-- a row, too, if any contact of theirs ended on that day.
WITH reached AS (
  SELECT
    dt,
    date_trunc('hour', last_timestamp) + (minute(last_timestamp) / 15) * INTERVAL '15' MINUTE AS interval_start
  FROM (
    SELECT dt, max(disconnect_timestamp) AS last_timestamp
    FROM contact_record
    -- A day later than the last arrival is a broken clock.
    WHERE dt = (SELECT max(dt) FROM contact_record WHERE dt <= (SELECT max(dt) FROM ledger))
    GROUP BY dt
  ) AS newest
)
SELECT
  c.dt,
  r.interval_start,
  b.local_date,
  r.interval_start + b.utc_offset_minutes * INTERVAL '1' MINUTE AS local_interval_start,
  c.instance_arn,
  c.queue_arn,
  max(c.queue_name) AS queue_name,
  max(c.queue_kind) AS queue_kind,
  c.channel,
  count_if(c.enqueue_timestamp <= r.interval_start AND r.interval_start < c.dequeue_timestamp) AS contacts_waiting,
  max(CASE WHEN c.enqueue_timestamp <= r.interval_start AND r.interval_start < c.dequeue_timestamp
    THEN date_diff('second', c.enqueue_timestamp, r.interval_start) END) AS longest_wait_s
FROM contact AS c
JOIN reached AS r ON r.dt = c.dt
JOIN business_calendar AS b
  ON b.dt = r.dt AND b.from_timestamp <= r.interval_start AND r.interval_start < b.to_timestamp
-- Once more, for engines that leave out partitions by a day that they are told.
WHERE c.dt = (SELECT max(dt) FROM contact_record WHERE dt <= (SELECT max(dt) FROM ledger))
  AND NOT c.is_test AND c.is_queued
GROUP BY c.dt, r.interval_start, b.local_date, b.utc_offset_minutes, c.instance_arn, c.queue_arn, c.channel
