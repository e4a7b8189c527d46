import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { questionOf } from '../../sql/metrics/question.ts'
import { flatTable } from './flat.ts'

/** A question of a dashboard, asked of the lake, and written by hand for flat tables: the same rows come back. */
export interface DashboardQuestion {
  readonly name: string
  /** Through views and metrics. */
  readonly ours: string
  readonly by_hand: string
}

/** Days of a period, the last not included. */
interface Days {
  readonly from: string
  readonly to: string
}

const metrics = (names: readonly string[], by: readonly string[], { from, to }: Days): string =>
  questionSql(questionOf({ metrics: names, by, filters: [], period: periodOf(from, to, 'UTC') }))

const handle_time = `CASE WHEN coalesce(agent_interaction_duration_s, customer_hold_duration_s, after_contact_work_duration_s,
  agent_pause_duration_s) IS NOT NULL THEN coalesce(agent_interaction_duration_s, 0) + coalesce(customer_hold_duration_s, 0)
  + coalesce(after_contact_work_duration_s, 0) + coalesce(agent_pause_duration_s, 0) END`
const is_abandoned = `enqueue_timestamp IS NOT NULL AND connected_to_agent_timestamp IS NULL AND next_contact_id IS NULL
  AND transfer_completed_timestamp IS NULL`
const is_counted = 'validation_test_type IS NULL'
const is_answered = 'enqueue_timestamp IS NOT NULL AND connected_to_agent_timestamp IS NOT NULL'

/** The ten questions: over all days that a lake has, but one of a single day. */
export function dashboardQuestions(all: Days, one: Days, flat: string): readonly DashboardQuestion[] {
  const contact = flatTable(flat, 'contact')
  const journey = flatTable(flat, 'journey')
  const days = `BETWEEN DATE '${all.from}' AND DATE '${all.to}' - 1`
  const contacts = `FROM ${contact} WHERE ${is_counted} AND CAST(disconnect_timestamp AS DATE) ${days}`
  return [
    {
      name: 'Average handle time by queue and day',
      ours: metrics(['avg_handle_time', 'contacts_handled'], ['queue', 'day'], all),
      by_hand: `SELECT queue_name AS queue, CAST(disconnect_timestamp AS DATE) AS day,
        CAST(sum(${handle_time}) AS DOUBLE) / nullif(count(${handle_time}), 0) AS avg_handle_time,
        count(connected_to_agent_timestamp) AS contacts_handled ${contacts} GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Service level of 20 s by queue and day',
      ours: metrics(['service_level:20'], ['queue', 'day'], all),
      by_hand: `SELECT queue_name AS queue, CAST(disconnect_timestamp AS DATE) AS day,
        100.0::DOUBLE * count(*) FILTER (enqueue_timestamp IS NOT NULL AND queue_duration_s < 20)
          / nullif(count(enqueue_timestamp), 0) AS service_level_20 ${contacts} GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Abandonment by hour of the day',
      ours: metrics(['abandonment_rate'], ['hour_of_day'], all),
      by_hand: `SELECT hour(disconnect_timestamp) AS hour_of_day,
        100.0::DOUBLE * count(*) FILTER (${is_abandoned}) / nullif(count(enqueue_timestamp), 0) AS abandonment_rate
        ${contacts} GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Speed of answer by quarter of an hour, one day',
      ours: metrics(['avg_queue_answer_time', 'contacts_queued'], ['fifteen_min'], one),
      by_hand: `SELECT time_bucket(INTERVAL 15 MINUTE, disconnect_timestamp) AS fifteen_min,
        CAST(sum(queue_duration_s) FILTER (${is_answered}) AS DOUBLE)
          / nullif(count(queue_duration_s) FILTER (${is_answered}), 0) AS avg_queue_answer_time,
        count(enqueue_timestamp) AS contacts_queued
        FROM ${contact} WHERE ${is_counted} AND disconnect_timestamp >= TIMESTAMP '${one.from}'
          AND disconnect_timestamp < TIMESTAMP '${one.to}' GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Handle time that 90 % do not exceed, by queue',
      ours: metrics(['percentile_handle_time:90'], ['queue'], all),
      by_hand: `SELECT queue_name AS queue, quantile_disc(${handle_time}, 0.9) AS percentile_handle_time_90
        ${contacts} AND ${handle_time} IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Reasons: contacts and handle time by an attribute',
      ours: `SELECT attribute_value, sum(contacts) AS contacts, sum(contacts_handled) AS contacts_handled,
        CAST(sum(handle_time_s) AS double) / nullif(sum(handle_time_contacts), 0) AS avg_handle_time
        FROM contact_reason WHERE attribute_name = 'reason'
          AND local_date BETWEEN DATE '${all.from}' AND DATE '${all.to}' - INTERVAL '1' DAY
        GROUP BY attribute_value ORDER BY contacts DESC`,
      by_hand: `SELECT reason AS attribute_value, count(*) AS contacts,
        count(connected_to_agent_timestamp) AS contacts_handled,
        CAST(sum(${handle_time}) AS DOUBLE) / nullif(count(${handle_time}), 0) AS avg_handle_time
        ${contacts} AND reason IS NOT NULL GROUP BY ALL ORDER BY contacts DESC`,
    },
    {
      name: 'First contact resolution within 7 days, by day',
      ours: metrics(['repeatable_contacts', 'first_contact_resolution:7'], ['day'], all),
      by_hand: `SELECT CAST(first_disconnect_timestamp AS DATE) AS day, count(*) AS repeatable_contacts,
        100.0::DOUBLE * count(*) FILTER (is_mature AND (next_start >= end_timestamp + INTERVAL 7 DAY) IS NOT FALSE)
          / nullif(count(*) FILTER (is_mature), 0) AS first_contact_resolution_7
        FROM (SELECT *, lead(start_timestamp) OVER (PARTITION BY customer_key ORDER BY start_timestamp, journey_id)
          AS next_start, end_timestamp + INTERVAL 7 DAY <= (SELECT max(end_timestamp) FROM ${journey}) AS is_mature
          FROM ${journey} WHERE is_repeatable)
        GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Journeys by outcome and day',
      ours: `SELECT journey_date, outcome, count(*) AS journeys, sum(legs) AS legs, sum(queue_time_s) AS queue_time_s
        FROM journey WHERE dt BETWEEN '${all.from}' AND '${all.to}' AND NOT is_test
        GROUP BY journey_date, outcome ORDER BY journey_date, outcome`,
      by_hand: `SELECT CAST(first_disconnect_timestamp AS DATE) AS journey_date, outcome, count(*) AS journeys,
        sum(legs) AS legs, sum(queue_time_s) AS queue_time_s FROM ${journey} WHERE NOT is_test GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Occupancy by agent',
      ours: metrics(['agent_occupancy'], ['agent'], all),
      by_hand: `SELECT agent_username AS agent,
        CAST(CAST(sum(contact_time_ms) AS DOUBLE) / 1e3 AS DOUBLE) * 1e2
          / nullif(CAST(sum(contact_time_ms + idle_time_ms + ring_time_ms) AS DOUBLE) / 1e3, 0) AS agent_occupancy
        FROM ${flatTable(flat, 'agent_quarter')} WHERE CAST(interval_start AS DATE) ${days} GROUP BY ALL ORDER BY ALL`,
    },
    {
      name: 'Contacts by hour of the week',
      ours: `SELECT local_weekday, local_hour, sum(contacts) AS contacts, sum(contacts_abandoned) AS contacts_abandoned
        FROM hour_of_week WHERE local_date BETWEEN DATE '${all.from}' AND DATE '${all.to}' - INTERVAL '1' DAY
        GROUP BY local_weekday, local_hour ORDER BY local_weekday, local_hour`,
      by_hand: `SELECT isodow(disconnect_timestamp) AS local_weekday, hour(disconnect_timestamp) AS local_hour,
        count(*) AS contacts, count(*) FILTER (${is_abandoned}) AS contacts_abandoned
        ${contacts} GROUP BY ALL ORDER BY ALL`,
    },
  ]
}
