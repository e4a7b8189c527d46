-- Who waited when, rebuilt from the records: a contact is in the queue from its enqueue until just before its dequeue.
-- Each stay is one contact in one interval. In three parts, for a filter on the date leaves out partitions of the first
-- two, which have nearly all: within one interval; over several on the day of the disconnect; on other days.
WITH stay AS (
  SELECT
    c.dt,
    c.contact_date AS interval_date,
    date_trunc('hour', c.enqueue_timestamp) + (minute(c.enqueue_timestamp) / 15) * INTERVAL '15' MINUTE AS interval_start,
    c.queue_arn, c.queue_name, c.queue_kind, c.channel, c.enqueue_timestamp, c.dequeue_timestamp
  FROM contact AS c
  WHERE NOT c.is_test AND c.enqueue_timestamp < c.dequeue_timestamp
    AND CAST(c.enqueue_timestamp AS date) = c.contact_date AND CAST(c.dequeue_timestamp AS date) = c.contact_date
    AND c.dequeue_timestamp <= date_trunc('hour', c.enqueue_timestamp) + (minute(c.enqueue_timestamp) / 15 + 1) * INTERVAL '15' MINUTE
  UNION ALL
  SELECT
    c.dt,
    c.contact_date AS interval_date,
    CAST(i.each_start AS timestamp) AS interval_start,
    c.queue_arn, c.queue_name, c.queue_kind, c.channel, c.enqueue_timestamp, c.dequeue_timestamp
  FROM contact AS c
  CROSS JOIN UNNEST(sequence(
    date_trunc('hour', c.enqueue_timestamp) + (minute(c.enqueue_timestamp) / 15) * INTERVAL '15' MINUTE,
    c.dequeue_timestamp,
    INTERVAL '15' MINUTE)) AS i(each_start)
  WHERE NOT c.is_test AND c.enqueue_timestamp < c.dequeue_timestamp
    AND CAST(c.enqueue_timestamp AS date) = c.contact_date AND CAST(c.dequeue_timestamp AS date) = c.contact_date
    AND c.dequeue_timestamp > date_trunc('hour', c.enqueue_timestamp) + (minute(c.enqueue_timestamp) / 15 + 1) * INTERVAL '15' MINUTE
  UNION ALL
  SELECT
    c.dt,
    CAST(c.each_day AS date) AS interval_date,
    CAST(i.each_start AS timestamp) AS interval_start,
    c.queue_arn, c.queue_name, c.queue_kind, c.channel, c.enqueue_timestamp, c.dequeue_timestamp
  FROM (
    -- By days first: of those who wait over a night few do on the days that are asked for.
    SELECT
      CAST(CAST(d.each_day AS date) AS varchar) AS dt,
      CAST(d.each_day AS timestamp) AS each_day,
      -- Of a wait of more than 14 days the rest is not followed.
      least(c.dequeue_timestamp, c.enqueue_timestamp + INTERVAL '14' DAY) AS last_timestamp,
      c.queue_arn, c.queue_name, c.queue_kind, c.channel, c.enqueue_timestamp, c.dequeue_timestamp
    FROM contact AS c
    CROSS JOIN UNNEST(sequence(
      date_trunc('day', c.enqueue_timestamp),
      least(c.dequeue_timestamp, c.enqueue_timestamp + INTERVAL '14' DAY),
      INTERVAL '1' DAY)) AS d(each_day)
    WHERE c.enqueue_timestamp < c.dequeue_timestamp
      AND (c.enqueue_timestamp < CAST(c.contact_date AS timestamp)
        OR c.dequeue_timestamp >= CAST(c.contact_date AS timestamp) + INTERVAL '1' DAY)
      AND NOT c.is_test
  ) AS c
  CROSS JOIN UNNEST(sequence(
    greatest(
      c.each_day,
      date_trunc('hour', c.enqueue_timestamp) + (minute(c.enqueue_timestamp) / 15) * INTERVAL '15' MINUTE),
    least(c.last_timestamp, c.each_day + INTERVAL '1425' MINUTE),
    INTERVAL '15' MINUTE)) AS i(each_start)
), part AS (
  SELECT
    dt, interval_date, interval_start, queue_arn, queue_name, queue_kind, channel, enqueue_timestamp, dequeue_timestamp,
    greatest(enqueue_timestamp, interval_start) AS from_timestamp,
    least(dequeue_timestamp, interval_start + INTERVAL '15' MINUTE) AS until_timestamp
  FROM stay
  -- A sequence has the interval that begins with the dequeue.
  WHERE interval_start < dequeue_timestamp
), change AS (
  -- Each comes, and goes. What comes and goes in one instant is put together: of many who wait over the whole interval
  -- two rows are left.
  SELECT
    p.dt,
    p.interval_date,
    p.interval_start,
    p.queue_arn,
    p.channel,
    CASE WHEN e.contacts = 1 THEN p.from_timestamp ELSE p.until_timestamp END AS changed_at,
    sum(e.contacts) AS contacts,
    max(p.queue_name) AS queue_name,
    max(p.queue_kind) AS queue_kind,
    count_if(e.contacts = 1 AND p.from_timestamp = p.interval_start) AS contacts_waiting_at_start,
    max(CASE WHEN e.contacts = 1 AND p.from_timestamp = p.interval_start
      THEN date_diff('second', p.enqueue_timestamp, p.interval_start) END) AS oldest_contact_age_s,
    count_if(e.contacts = 1 AND p.from_timestamp = p.enqueue_timestamp) AS contacts_enqueued,
    count_if(e.contacts = 1 AND p.until_timestamp = p.dequeue_timestamp) AS contacts_dequeued,
    sum(CASE WHEN e.contacts = 1 THEN date_diff('millisecond', p.from_timestamp, p.until_timestamp) END) AS waiting_time_ms,
    max(CASE WHEN e.contacts = 1
      THEN date_diff('millisecond', p.enqueue_timestamp, p.until_timestamp) END) AS longest_wait_ms
  FROM part AS p
  CROSS JOIN (VALUES (1), (-1)) AS e(contacts)
  GROUP BY
    p.dt,
    p.interval_date,
    p.interval_start,
    p.queue_arn,
    p.channel,
    CASE WHEN e.contacts = 1 THEN p.from_timestamp ELSE p.until_timestamp END
), depth AS (
  SELECT
    *,
    -- Who comes in the instant in which another goes takes its place.
    sum(contacts) OVER (
      PARTITION BY dt, interval_date, interval_start, queue_arn, channel
      ORDER BY changed_at) AS waiting
  FROM change
), counted AS (
  SELECT
    dt,
    interval_date,
    interval_start,
    queue_arn,
    max(queue_name) AS queue_name,
    max(queue_kind) AS queue_kind,
    channel,
    CAST(sum(contacts_waiting_at_start) AS bigint) AS contacts_waiting_at_start,
    max(oldest_contact_age_s) AS oldest_contact_age_s,
    CAST(max(waiting) AS bigint) AS max_contacts_waiting,
    CAST(sum(contacts_enqueued) AS bigint) AS contacts_enqueued,
    CAST(sum(contacts_dequeued) AS bigint) AS contacts_dequeued,
    CAST(sum(waiting_time_ms) AS bigint) AS waiting_time_ms,
    max(longest_wait_ms) AS longest_wait_ms
  FROM depth
  GROUP BY dt, interval_date, interval_start, queue_arn, channel
)
SELECT
  c.dt,
  c.interval_date,
  c.interval_start,
  b.local_date,
  c.interval_start + b.utc_offset_minutes * INTERVAL '1' MINUTE AS local_interval_start,
  split_part(c.queue_arn, '/queue/', 1) AS instance_arn,
  c.queue_arn,
  c.queue_name,
  c.queue_kind,
  c.channel,
  c.contacts_waiting_at_start,
  c.oldest_contact_age_s,
  c.max_contacts_waiting,
  c.contacts_enqueued,
  c.contacts_dequeued,
  c.waiting_time_ms,
  c.longest_wait_ms
FROM counted AS c
JOIN business_calendar AS b
  ON b.dt = c.dt AND b.from_timestamp <= c.interval_start AND c.interval_start < b.to_timestamp
