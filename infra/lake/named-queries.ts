/** A query that analysts find in the console of Athena. */
export interface NamedQuery {
  readonly name: string
  readonly doc: string
  readonly sql: string
}

/** Where to begin: of the last days only, and by day, so that each reads little. */
export const namedQueries: readonly NamedQuery[] = [
  {
    name: 'abandonment-by-queue-and-day',
    doc: 'Share of queued contacts that were abandoned, by queue and local day. Sums are divided, shares never averaged.',
    sql: `SELECT local_date, queue_name, sum(contacts_queued) AS queued, sum(contacts_abandoned) AS abandoned,
  100.0E0 * sum(contacts_abandoned) / NULLIF(sum(contacts_queued), 0) AS abandonment_percent
FROM queue_daily
WHERE local_date >= current_date - INTERVAL '14' DAY
GROUP BY local_date, queue_name
ORDER BY local_date, queue_name`,
  },
  {
    name: 'handle-time-by-queue-and-day',
    doc: 'Average handle time, its parts, and the longest wait, by queue and local day, in seconds.',
    sql: `SELECT local_date, queue_name, sum(handle_time_contacts) AS handled,
  1.0E0 * sum(handle_time_s) / NULLIF(sum(handle_time_contacts), 0) AS average_handle_time_s,
  1.0E0 * sum(hold_time_s) / NULLIF(sum(handle_time_contacts), 0) AS average_hold_time_s,
  max(max_queue_duration_s) AS longest_wait_s
FROM queue_daily
WHERE local_date >= current_date - INTERVAL '14' DAY
GROUP BY local_date, queue_name
ORDER BY local_date, queue_name`,
  },
  {
    name: 'who-comes-again',
    doc: 'Journeys that followed another of the same customer, by day and first queue. No customer is named.',
    sql: `SELECT dt, queue_name, count(*) AS journeys, count(previous_journey_id) AS came_again
FROM repeat_contact
WHERE journey_date >= current_date - INTERVAL '14' DAY
GROUP BY dt, queue_name
ORDER BY dt, queue_name`,
  },
  {
    name: 'how-complete-and-how-fresh',
    doc: 'What arrived by day, what became of it, and when the lake last took something in.',
    sql: `SELECT dt, raw_objects, records_read, records_accepted, records_duplicate, records_superseded, records_quarantined,
  last_arrived_at, last_committed_at
FROM data_freshness
WHERE arrival_date >= current_date - INTERVAL '14' DAY
ORDER BY dt DESC`,
  },
  {
    name: 'why-records-were-quarantined',
    doc: 'Reasons, how often, and an object of each.',
    sql: `SELECT reason, count(*) AS records, min(object_key) AS example
FROM quarantine
WHERE dt >= CAST(CAST(current_date - INTERVAL '14' DAY AS date) AS varchar)
GROUP BY reason
ORDER BY records DESC`,
  },
]
