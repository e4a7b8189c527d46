import { describe, expect, test } from 'vitest'
import { isTest } from '../../../simulator/contact-record.ts'
import { ordered } from '../../../simulator/recount.ts'
import type { LoadedMonth } from './loaded.ts'
import { withoutTests } from './truth-tables.ts'

const clocks = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'America/New_York', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
})

/** Sums of numbers by what else is in the rows, rows of nothing left out. */
function summed<R extends object>(rows: readonly R[]): object[] {
  const sums = new Map<string, Record<string, unknown>>()
  for (const row of rows) {
    const entries = Object.entries(row)
    const key = JSON.stringify(entries.filter(([, value]) => typeof value !== 'number'))
    const sum = sums.get(key)
    if (!sum) sums.set(key, { ...row } as Record<string, unknown>)
    else
      for (const [name, value] of entries) {
        if (typeof value === 'number') sum[name] = Number(sum[name]) + value
      }
  }
  return [...sums.values()].filter(row =>
    Object.values(row).some(value => typeof value === 'number' && value > 0),
  )
}

/** Views in business time and of queues over time; the lake has New York's clocks. */
export function businessTests(loaded: () => LoadedMonth): void {
  const byLocalHour = () =>
    loaded().truth.by_queue_hour.map(({ hour, waiting, ...row }) => {
      const [local_date, local_hour] = clocks.format(Date.parse(hour)).split(' ')
      return { local_date, local_hour, ...row }
    })
  const numbers = `sum(contacts) AS contacts, sum(contacts_queued) AS queued, sum(contacts_handled) AS handled,
    sum(contacts_abandoned) AS abandoned`

  test('hour_of_week, by the hour that clocks showed', async () => {
    const rows = await loaded().lake.rows(
      `SELECT CAST(local_date AS varchar) AS local_date, lpad(CAST(local_hour AS varchar), 2, '0') AS local_hour,
         queue_arn, channel, ${numbers} FROM hour_of_week GROUP BY 1, 2, 3, 4`,
    )
    expect(ordered(rows)).toEqual(ordered(summed(byLocalHour())))
  })

  describe('queue_daily', () => {
    test('by the day that clocks showed', async () => {
      const rows = await loaded().lake.rows(
        `SELECT CAST(local_date AS varchar) AS local_date, queue_arn, channel, ${numbers} FROM queue_daily GROUP BY 1, 2, 3`,
      )
      expect(ordered(rows)).toEqual(ordered(summed(byLocalHour().map(({ local_hour, ...row }) => row))))
    })

    test('all of its numbers over all days', async () => {
      const all = withoutTests(loaded().truth).map(({ dt, queue_name, queue_time_s, ...row }) => row)
      const names = Object.keys(all[0] ?? {}).filter(name => name !== 'queue_arn' && name !== 'channel')
      const rows = await loaded().lake.rows(
        `SELECT queue_arn, channel, ${names.map(name => `sum(${name}) AS ${name}`)} FROM queue_daily GROUP BY 1, 2`,
      )
      expect(ordered(rows)).toEqual(ordered(summed(all)))
    })
  })

  test('queue_depth, when an hour begins', async () => {
    const rows = await loaded().lake.rows(
      `SELECT queue_arn, channel, strftime(interval_start, '%Y-%m-%dT%H:%M:%S.000Z') AS hour,
         contacts_waiting_at_start AS waiting
       FROM queue_depth WHERE minute(interval_start) = 0 AND contacts_waiting_at_start > 0`,
    )
    const waiting = loaded().truth.by_queue_hour.filter(row => row.waiting > 0)
    expect(waiting.length).toBeGreaterThan(20)
    expect(ordered(rows)).toEqual(
      ordered(
        waiting.map(({ queue_arn, channel, hour, waiting }) => ({ queue_arn, channel, hour, waiting })),
      ),
    )
  })

  test('self_service, by channel', async () => {
    const rows = await loaded().lake.rows(
      `SELECT channel, sum(contacts_queued) AS queued, sum(contacts_left_in_flow) AS "left",
         sum(contacts_contained) AS ended, sum(contacts) AS contacts FROM self_service GROUP BY 1`,
    )
    const expected = summed(
      loaded().truth.by_flow_day.map(({ day, ...row }) => ({
        ...row,
        contacts: row.queued + row.left + row.ended,
      })),
    )
    expect(ordered(rows)).toEqual(ordered(expected))
  })

  test('contact_reason, by value', async () => {
    const rows = await loaded().lake.rows<{ value: string; contacts: number }>(
      `SELECT attribute_value AS value, sum(contacts) AS contacts FROM contact_reason WHERE attribute_name = 'reason' GROUP BY 1`,
    )
    const expected = { ...loaded().truth.by_attribute.reason }
    // The truth has Connect's own tests among them.
    for (const { Attributes } of loaded().newest.filter(isTest))
      if (Attributes.reason) expected[Attributes.reason] = Number(expected[Attributes.reason]) - 1
    expect(Object.fromEntries(rows.map(({ value, contacts }) => [value, contacts]))).toEqual(expected)
  })

  test('attributed_contact says of a contact what the view contact says', async () => {
    const names = [
      ...['contact_id', 'disconnect_timestamp', 'channel', 'queue_arn', 'queue_name', 'is_test', 'is_queued'],
      ...['is_handled', 'is_abandoned', 'is_transferred_out', 'queue_answer_time_s', 'interaction_time_s'],
      ...['hold_time_s', 'after_contact_work_time_s', 'handle_time_s'],
    ]
    const ours = `SELECT attribute_name, attribute_value, ${names} FROM attributed_contact`
    const theirs = `SELECT attribute_name, attribute_value, ${names.map(name => `c.${name}`)}
      FROM contact_attribute AS a JOIN contact AS c ON c.dt = a.dt AND c.contact_id = a.contact_id`
    const [counts] = await loaded().lake.rows(
      `SELECT (SELECT count(*) FROM (${ours} EXCEPT ALL ${theirs})) AS other,
         (SELECT count(*) FROM (${theirs} EXCEPT ALL ${ours})) AS missing,
         (SELECT count(*) FROM contact_attribute) = (SELECT count(*) FROM attributed_contact) AS all_of_them,
         (SELECT count(*) > 1000 FROM attributed_contact) AS many`,
    )
    expect(counts).toEqual({ other: 0, missing: 0, all_of_them: true, many: true })
  })

  test('data_completeness, by day', async () => {
    const rows = await loaded().lake.rows(
      `SELECT dt, sum(records) AS contacts, sum(arrived_same_day + arrived_next_day + arrived_later) AS arrived
       FROM data_completeness WHERE table_name = 'contact_record' AND records > 0 GROUP BY 1`,
    )
    const days = summed(loaded().truth.by_queue_day.map(({ day, contacts }) => ({ dt: day, contacts })))
    expect(ordered(rows)).toEqual(
      ordered(days.map(row => ({ ...row, arrived: (row as { contacts: number }).contacts }))),
    )
  })
}
