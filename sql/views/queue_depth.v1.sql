-- Who waited when, rebuilt from the records: a contact is in the queue from its enqueue until just before its dequeue.
-- Each row of change is one contact in one interval: it comes in at its enqueue or, if it waited already, at the
-- beginning of the interval, and goes out at its dequeue.
WITH waited AS (
  SELECT
    queue_arn,
    queue_name,
    queue_kind,
    channel,
    enqueue_timestamp,
    dequeue_timestamp,
    date_trunc('hour', enqueue_timestamp)
      + (minute(enqueue_timestamp) / 15) * INTERVAL '15' MINUTE AS first_interval,
    date_trunc('hour', last_timestamp) + (minute(last_timestamp) / 15) * INTERVAL '15' MINUTE AS last_interval
  FROM (
    -- Waits longer than 60 days are records that contradict themselves; they are followed no further.
    SELECT
      *,
      CASE
        WHEN dequeue_timestamp > enqueue_timestamp + INTERVAL '60' DAY THEN enqueue_timestamp + INTERVAL '60' DAY
        ELSE dequeue_timestamp - INTERVAL '0.001' SECOND
      END AS last_timestamp
    FROM contact
    WHERE NOT is_test AND enqueue_timestamp < dequeue_timestamp
  ) AS c
), change AS (
  SELECT
    queue_arn, queue_name, queue_kind, channel, enqueue_timestamp, dequeue_timestamp,
    first_interval AS interval_start,
    enqueue_timestamp AS changed_at,
    1 AS contacts
  FROM waited
  UNION ALL
  SELECT
    queue_arn, queue_name, queue_kind, channel, enqueue_timestamp, dequeue_timestamp,
    CAST(later AS timestamp) AS interval_start,
    CAST(later AS timestamp) AS changed_at,
    1 AS contacts
  FROM waited
  CROSS JOIN UNNEST(sequence(first_interval + INTERVAL '15' MINUTE, last_interval, INTERVAL '15' MINUTE))
    AS intervals(later)
  WHERE first_interval < last_interval
  UNION ALL
  SELECT
    queue_arn, queue_name, queue_kind, channel, enqueue_timestamp, dequeue_timestamp,
    last_interval AS interval_start,
    dequeue_timestamp AS changed_at,
    -1 AS contacts
  FROM waited
), depth AS (
  SELECT
    *,
    -- Whoever comes and goes in the same instant comes together: the frame takes in all of an instant.
    sum(contacts) OVER (PARTITION BY interval_start, queue_arn, channel ORDER BY changed_at) AS waiting,
    CASE
      WHEN dequeue_timestamp < interval_start + INTERVAL '15' MINUTE THEN dequeue_timestamp
      ELSE interval_start + INTERVAL '15' MINUTE
    END AS until_timestamp
  FROM change
)
SELECT
  CAST(CAST(interval_start AS date) AS varchar) AS dt,
  CAST(interval_start AS date) AS interval_date,
  interval_start,
  queue_arn,
  max(queue_name) AS queue_name,
  max(queue_kind) AS queue_kind,
  channel,
  coalesce(sum(CASE WHEN changed_at = interval_start THEN contacts END), 0) AS contacts_waiting_at_start,
  max(waiting) AS max_contacts_waiting,
  count_if(contacts = 1 AND changed_at = enqueue_timestamp) AS contacts_enqueued,
  count_if(contacts = -1) AS contacts_dequeued,
  sum(CASE WHEN contacts = 1 THEN date_diff('millisecond', changed_at, until_timestamp) END) AS waiting_time_ms,
  max(CASE WHEN contacts = 1 THEN date_diff('millisecond', enqueue_timestamp, until_timestamp) END)
    AS longest_wait_ms
FROM depth
GROUP BY interval_start, queue_arn, channel
