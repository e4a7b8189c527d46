-- What agents were doing at the beginning of each quarter of an hour: of every status that lasted at that moment, and of
-- the contacts that were with the agent then.
WITH status_at AS (
  SELECT
    s.dt,
    CAST(i.each_start AS timestamp) AS interval_start,
    s.agent_arn,
    s.routing_profile_arn,
    s.routing_profile_name,
    s.status_type,
    s.status_name,
    s.end_timestamp
  FROM (
    SELECT
      *,
      date_trunc('hour', start_timestamp)
        + CASE
          WHEN start_timestamp
            = date_trunc('hour', start_timestamp) + (minute(start_timestamp) / 15) * INTERVAL '15' MINUTE
          THEN minute(start_timestamp) / 15
          ELSE minute(start_timestamp) / 15 + 1
        END * INTERVAL '15' MINUTE AS first_start
    FROM agent_status_interval
  ) AS s
  CROSS JOIN UNNEST(sequence(s.first_start, s.end_timestamp, INTERVAL '15' MINUTE)) AS i(each_start)
  WHERE s.first_start < s.end_timestamp AND s.status_type <> 'OFFLINE'
), contact_at AS (
  SELECT
    c.dt,
    CAST(i.each_start AS timestamp) AS interval_start,
    c.agent_arn,
    c.state,
    c.state IN ('CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED', 'ENDED')
      OR (c.state = 'CONNECTING' AND coalesce(c.initiation_method, '') = 'OUTBOUND') AS handled,
    c.state IN ('MISSED', 'REJECTED', 'ERROR') AS unanswered,
    c.end_timestamp
  FROM (
    SELECT
      *,
      date_trunc('hour', start_timestamp)
        + CASE
          WHEN start_timestamp
            = date_trunc('hour', start_timestamp) + (minute(start_timestamp) / 15) * INTERVAL '15' MINUTE
          THEN minute(start_timestamp) / 15
          ELSE minute(start_timestamp) / 15 + 1
        END * INTERVAL '15' MINUTE AS first_start
    FROM agent_contact_interval
  ) AS c
  CROSS JOIN UNNEST(sequence(c.first_start, c.end_timestamp, INTERVAL '15' MINUTE)) AS i(each_start)
  WHERE c.first_start < c.end_timestamp
), with_agent AS (
  SELECT
    dt,
    interval_start,
    agent_arn,
    count_if(handled) AS handled,
    count_if(unanswered) AS unanswered,
    count_if(state IN ('MISSED', 'ERROR')) AS failed,
    count_if(state = 'ENDED') AS after_contact_work,
    count(*) AS contacts
  FROM contact_at
  -- A sequence has the moment at which the state ends.
  WHERE interval_start < end_timestamp
  GROUP BY dt, interval_start, agent_arn
), counted AS (
  SELECT
    s.dt,
    s.interval_start,
    s.routing_profile_arn,
    max(s.routing_profile_name) AS routing_profile_name,
    s.status_type,
    s.status_name,
    count(*) AS agents,
    count_if(s.status_type = 'ROUTABLE' AND coalesce(w.contacts, 0) = 0) AS agents_available,
    count_if(w.handled > 0) AS agents_on_contact,
    count_if(w.handled = 0 AND w.unanswered = 0) AS agents_ringing,
    count_if(w.failed > 0) AS agents_error,
    coalesce(sum(w.handled), 0) AS contacts_handled,
    coalesce(sum(w.after_contact_work), 0) AS contacts_in_after_contact_work
  FROM status_at AS s
  LEFT JOIN with_agent AS w
    ON w.dt = s.dt AND w.interval_start = s.interval_start AND w.agent_arn = s.agent_arn
  WHERE s.interval_start < s.end_timestamp
  GROUP BY s.dt, s.interval_start, s.routing_profile_arn, s.status_type, s.status_name
)
SELECT
  c.dt,
  CAST(c.interval_start AS date) AS interval_date,
  c.interval_start,
  b.local_date,
  c.interval_start + b.utc_offset_minutes * INTERVAL '1' MINUTE AS local_interval_start,
  c.routing_profile_arn,
  c.routing_profile_name,
  c.status_type,
  c.status_name,
  c.agents,
  c.agents_available,
  c.agents_on_contact,
  c.agents_ringing,
  c.agents_error,
  c.contacts_handled,
  c.contacts_in_after_contact_work
FROM counted AS c
JOIN business_calendar AS b
  ON b.dt = c.dt AND b.from_timestamp <= c.interval_start AND c.interval_start < b.to_timestamp
