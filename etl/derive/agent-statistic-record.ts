import { agentStatisticRecord } from '../../schema/tables/agent-statistic-record.ts'
import { agentColumnNames, DAYS_AT_ONCE } from './agent-time.ts'
import type { Derivation } from './derivation.ts'

const QUARTER_MS = 900_000

const dialled = `initiation_method IS NOT DISTINCT FROM 'OUTBOUND'`
const offered = `coalesce(initiation_method, '') NOT IN ('OUTBOUND', 'MONITOR')`
const callback = `coalesce(initiation_method, '') LIKE 'CALLBACK%'`

/** With the contact at hand: what counts as contact time. */
const handled = `(state IN ('CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED', 'ENDED') OR state = 'CONNECTING' AND ${dialled})`
/** An agent who takes a callback has answered it, though the customer is still to be dialled. */
const ringing = `(state IN ('INCOMING', 'PENDING', 'CONNECTING') AND NOT ${handled})`
const unanswered = `state IN ('MISSED', 'REJECTED', 'ERROR')`

const cameByRinging = `previous_state IN ('INCOMING', 'CONNECTING', 'PENDING')`
const wasAccepted = `(${callback} AND previous_state = 'CONNECTING')`

/** What happens at the beginning of a piece that is the beginning of its state; each word a column of counts. */
const happenings: Readonly<Record<string, string>> = {
  contacts_offered: `${offered} AND previous_state IS NULL AND (${ringing} OR ${unanswered}
    OR state = 'CONNECTED' AND state_start_timestamp = connected_to_agent_timestamp)`,
  contacts_accepted: `${offered} AND CASE WHEN ${callback}
    THEN state = 'CONNECTING' AND coalesce(previous_state, 'INCOMING') = 'INCOMING'
      OR state = 'CONNECTED' AND coalesce(previous_state, 'INCOMING') = 'INCOMING' AND state_start_timestamp = connected_to_agent_timestamp
    ELSE state = 'CONNECTED' AND (${cameByRinging} OR previous_state IS NULL AND state_start_timestamp = connected_to_agent_timestamp) END`,
  contacts_missed: `${offered} AND state = 'MISSED' AND NOT coalesce(${wasAccepted}, false)`,
  contacts_rejected: `${offered} AND state = 'REJECTED' AND NOT coalesce(${wasAccepted}, false)`,
  agent_non_response: `${offered} AND ${unanswered} AND NOT coalesce(${wasAccepted}, false)
    AND coalesce(${cameByRinging}, previous_state IS NULL)`,
  agent_non_response_without_customer_abandons: `${offered} AND channel = 'VOICE' AND state IN ('MISSED', 'REJECTED')
    AND NOT coalesce(${wasAccepted}, false)`,
  connecting_contacts: `state = 'CONNECTING'`,
  connecting_contacts_inbound: `state = 'CONNECTING' AND initiation_method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER')`,
  connecting_contacts_outbound: `state = 'CONNECTING' AND initiation_method = 'OUTBOUND'`,
  connecting_contacts_callback: `state = 'CONNECTING' AND initiation_method = 'CALLBACK'`,
  connecting_contacts_api: `state = 'CONNECTING' AND initiation_method = 'API'`,
}

/** Time of contacts, each for itself; each word a column of sums. */
const contactTimes: Readonly<Record<string, string>> = {
  connected_time_ms: `state = 'CONNECTED'`,
  hold_time_ms: `state = 'CONNECTED_ONHOLD'`,
  pause_time_ms: `state = 'PAUSED'`,
  after_contact_work_time_ms: `state = 'ENDED'`,
  connecting_time_ms: `state = 'CONNECTING'`,
  connecting_time_inbound_ms: `state = 'CONNECTING' AND initiation_method IN ('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER')`,
  connecting_time_outbound_ms: `state = 'CONNECTING' AND initiation_method = 'OUTBOUND'`,
  connecting_time_callback_ms: `state = 'CONNECTING' AND initiation_method = 'CALLBACK'`,
  connecting_time_api_ms: `state = 'CONNECTING' AND initiation_method = 'API'`,
}

/** How many of each there are at a moment; the first three are of the status, and so 0 or 1. */
const levels: Readonly<Record<string, { readonly from: 'status' | 'contact'; readonly when: string }>> = {
  online: { from: 'status', when: `status_type <> 'OFFLINE'` },
  available: { from: 'status', when: `status_type = 'ROUTABLE'` },
  custom: { from: 'status', when: `status_type = 'CUSTOM'` },
  handled: { from: 'contact', when: handled },
  ringing: { from: 'contact', when: ringing },
  unanswered: { from: 'contact', when: unanswered },
  failed: { from: 'contact', when: `state IN ('MISSED', 'ERROR')` },
}

/** Time by the clock, of a moment with these levels; each word a column of sums. */
const clockTimes: Readonly<Record<string, string>> = {
  online_time_ms: 'online > 0',
  available_time_ms: 'available > 0',
  non_productive_time_ms: 'custom > 0',
  contact_time_ms: 'available > 0 AND handled > 0',
  ring_time_ms: 'available > 0 AND handled = 0 AND ringing > 0',
  idle_time_ms: 'available > 0 AND handled = 0 AND ringing = 0',
  unanswered_time_ms: 'available > 0 AND handled = 0 AND ringing = 0 AND unanswered > 0',
  error_status_time_ms: 'failed > 0',
}

const each = (columns: Readonly<Record<string, unknown>>, sql: (name: string) => string): string =>
  Object.keys(columns).map(sql).join(',\n    ')

/** Cuts rows with `from_ms` and `to_ms` into quarters of an hour: adds `quarter`, `cut_from` and `cut_to`. */
const quartered = (rows: string): string => `
  SELECT *, greatest(from_ms, quarter) AS cut_from, least(to_ms, quarter + ${QUARTER_MS}) AS cut_to
  FROM (SELECT *, unnest(range(from_ms - from_ms % ${QUARTER_MS}, to_ms, ${QUARTER_MS})) AS quarter
    FROM ${rows} WHERE from_ms < to_ms)`

/** The levels that a row of this kind adds one to. */
const raised = (kind: 'status' | 'contact'): string =>
  each(
    levels,
    name =>
      `CASE WHEN ${levels[name]?.from === kind ? levels[name].when : 'false'} THEN 1 ELSE 0 END AS ${name}`,
  )

const pieceTimes = `epoch_ms(start_timestamp) AS from_ms, epoch_ms(end_timestamp) AS to_ms,
    coalesce(routing_profile_arn, 'NONE') AS profile`
const names = agentColumnNames.filter(name => name !== 'routing_profile_arn')
const cell = 'agent_arn, profile, quarter'

/*
 *   span      pieces of statuses and of contacts, with the levels they raise
 *   moment    what the levels are, from one change of any of them to the next
 *   by_clock  the quarters, each moment counted once
 *   by_contact the quarters, each contact counted for itself
 *   who       how the agent was set up, in the quarter, at last
 */
const sql: Derivation['sql'] = ({ agent_status_interval, agent_contact_interval }) => `
WITH status AS (
  SELECT *, ${pieceTimes} FROM ${agent_status_interval}
), contact AS (
  SELECT *, ${pieceTimes} FROM ${agent_contact_interval}
), span AS (
  SELECT agent_arn, profile, from_ms, to_ms, ${raised('status')} FROM status
  UNION ALL SELECT agent_arn, profile, from_ms, to_ms, ${raised('contact')} FROM contact
), change AS (
  SELECT agent_arn, profile, at_ms, ${each(levels, name => `sum(${name}) AS ${name}`)}
  FROM (
    SELECT agent_arn, profile, from_ms AS at_ms, ${each(levels, name => name)} FROM span
    UNION ALL SELECT agent_arn, profile, to_ms, ${each(levels, name => `-${name}`)} FROM span
  ) GROUP BY agent_arn, profile, at_ms
), moment AS (
  SELECT agent_arn, profile, at_ms AS from_ms, lead(at_ms, 1, at_ms) OVER one AS to_ms,
    ${each(levels, name => `sum(${name}) OVER one AS ${name}`)}
  FROM change
  WINDOW one AS (PARTITION BY agent_arn, profile ORDER BY at_ms)
), by_clock AS (
  SELECT ${cell},
    ${each(clockTimes, name => `sum(CASE WHEN ${clockTimes[name]} THEN cut_to - cut_from ELSE 0 END) AS ${name}`)},
    sum(CASE WHEN available > 0 THEN handled * (cut_to - cut_from) ELSE 0 END) AS concurrent_handle_time_ms
  FROM (${quartered('(SELECT * FROM moment WHERE online > 0 OR failed > 0)')}) GROUP BY ${cell}
), by_contact AS (
  SELECT ${cell},
    ${each(contactTimes, name => `sum(CASE WHEN ${contactTimes[name]} THEN cut_to - cut_from ELSE 0 END) AS ${name}`)},
    ${each(happenings, name => `count(CASE WHEN started_by = 'EVENT' AND cut_from = from_ms AND ${happenings[name]} THEN 1 END) AS ${name}`)}
  FROM (${quartered('contact')}) GROUP BY ${cell}
), who AS (
  SELECT ${cell}, max_by({${names.map(name => `'${name}': ${name}`).join(', ')}}, cut_from) AS setup
  FROM (${quartered(`(
    SELECT agent_arn, profile, from_ms, to_ms, ${names.join(', ')} FROM status
    UNION ALL SELECT agent_arn, profile, from_ms, to_ms, ${names.join(', ')} FROM contact
  )`)})
  GROUP BY ${cell}
)
SELECT make_timestamp_ms(quarter) AS interval_start, agent_arn, profile AS routing_profile_arn,
  ${names.map(name => `setup.${name}`).join(', ')},
  ${each({ ...clockTimes, concurrent_handle_time_ms: '', ...contactTimes, ...happenings }, name => `coalesce(${name}, 0) AS ${name}`)}
FROM by_clock FULL JOIN by_contact USING (${cell}) JOIN who USING (${cell})`

export const agentStatisticRecordDerivation: Derivation = {
  table: agentStatisticRecord,
  days_at_once: DAYS_AT_ONCE,
  sql,
}
