-- What the ledger counts of a day, by the rates of the cost model. Days on which nothing arrived stand between the others:
-- streams are paid for by the hour. A day of UTC on which the business changes its day, or its clocks, has a row for each
-- stretch, with its part of what is paid by the day.
-- Not made of ledger_entry: the calendar is read once, for a plan with it is long. Objects, bytes and records read are told
-- once, as there.
WITH entry AS (
  SELECT
    dt,
    arrived_at,
    CASE WHEN replay_of IS NULL AND table_name = 'contact_record' THEN read END AS contact_records,
    CASE WHEN replay_of IS NULL AND table_name = 'agent_event' THEN read END AS agent_events,
    CASE
      WHEN replay_of IS NULL AND row_number() OVER (
        PARTITION BY dt, raw_root, object_key, replay_of IS NULL
        ORDER BY coalesce(table_name, 'unknown'), commit_id) = 1
      THEN object_bytes
    END AS raw_bytes,
    CASE WHEN table_name = 'contact_record' THEN coalesce(accepted, 0) - coalesce(replaced, 0) END AS contacts
  FROM ledger
), stretch AS (
  SELECT
    b.dt,
    b.local_date,
    b.local_weekday,
    b.from_timestamp,
    date_diff('second', b.from_timestamp, b.to_timestamp) / 86400E0 AS days,
    coalesce(sum(e.contact_records), 0) AS contact_records,
    coalesce(sum(e.agent_events), 0) AS agent_events,
    coalesce(sum(e.raw_bytes), 0) AS raw_bytes,
    coalesce(sum(e.contacts), 0) AS contacts
  FROM business_calendar AS b
  LEFT JOIN entry AS e
    ON e.dt = b.dt AND b.from_timestamp <= e.arrived_at AND e.arrived_at < b.to_timestamp
  WHERE b.dt BETWEEN (SELECT min(dt) FROM ledger) AND (SELECT max(dt) FROM ledger)
  GROUP BY b.dt, b.local_date, b.local_weekday, b.from_timestamp, b.to_timestamp
), paid AS (
  SELECT
    s.dt,
    s.local_date,
    s.local_weekday,
    s.from_timestamp,
    r.service,
    s.days * r.day_usd AS fixed_usd,
    s.contact_records * r.contact_record_usd + s.agent_events * r.agent_event_usd + s.raw_bytes * r.raw_byte_usd
      AS variable_usd,
    CASE WHEN r.service = (SELECT min(service) FROM cost_rate) THEN s.contacts END AS contacts
  FROM stretch AS s
  CROSS JOIN cost_rate AS r
)
SELECT
  dt,
  local_date,
  local_weekday,
  from_timestamp,
  service,
  fixed_usd,
  variable_usd,
  fixed_usd + variable_usd AS estimated_usd,
  contacts
FROM paid
