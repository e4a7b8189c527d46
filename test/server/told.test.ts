import { tableFromIPC } from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import { own, smallServer } from './small-server.ts'

const { framesOf, get, served } = smallServer()

describe('what the page is told', () => {
  test('dashboards, with the target that was configured', async () => {
    const [first] = (await get('/api/dashboards')).json()
    expect(first.parameters).toMatchObject([
      { name: 'service_level_target', default: 75 },
      { name: 'abandonment_limit', default: 8 },
    ])
    expect(JSON.stringify(first)).not.toMatch('SELECT')
  })

  test('facts of the lake', async () => {
    const facts = (await get(`/api/facts?${own}`)).json()
    expect(facts).toMatchObject({
      seq: 1,
      days: { from: '2025-07-01', to: '2025-07-03' },
      days_without: 0,
      values: {
        queue: {
          listed: [
            { value: 'Sales', contacts: 2 },
            { value: '@SUM(A1)', contacts: 1 },
            { value: 'Care, "north"', contacts: 1 },
            { value: null, contacts: 1 },
          ],
          ...{ has_more: false, contacts_long: 0 },
        },
        channel: {
          listed: [
            { value: 'VOICE', contacts: 4 },
            { value: 'CHAT', contacts: 1 },
          ],
        },
      },
      freshness: { records_read: 6, records_accepted: 5, records_quarantined: 1 },
    })
    expect(facts.freshness.last_committed_at).toMatch(/^2025-08-01T00:00:\d\d\.000Z$/)
  })

  test('a sheet: its days first, then what each visual shows, as the engine gives it', async () => {
    const { last_arrived_at } = (await get(`/api/facts?${own}`)).json().freshness
    const [head, ...results] = await framesOf(
      `/api/sheet?${own}&sheet=overview&from=2025-07-02&to=2025-07-02`,
    )
    expect(head?.head).toEqual({
      type: 'sheet',
      seq: 1,
      days: { from: '2025-07-02', to: '2025-07-02' },
      previous: { from: '2025-07-01', to: '2025-07-01' },
      // The clocks of the business are those of UTC.
      complete_to: last_arrived_at.replace('.000Z', 'Z'),
    })
    const shown = results.flatMap(({ head }) => (head.type === 'result' ? head.visuals : []))
    expect(shown).toHaveLength(10)
    for (const visual of shown) {
      const sql = (await get(`/api/sql?${own}&visual=${visual}&from=2025-07-02&to=2025-07-02`)).text
      const own_rows = await served.lake.rows(sql)
      const frame = results.find(({ head }) => head.type === 'result' && head.visuals.includes(visual))
      const rows = tableFromIPC(frame?.body).toArray()
      for (const [i, row] of own_rows.entries())
        for (const [name, value] of Object.entries(row))
          expect([visual, name, rows[i]?.[name] === null ? null : Number(rows[i]?.[name])]).toEqual([
            ...[visual, name],
            value === null ? null : Number(value),
          ])
    }
  })

  test('CSV of a visual: exact numbers, units, and no formulas', async () => {
    const { text, headers } = await get(`/api/csv?${own}&visual=handle-time-by-agent`)
    expect(text).toBe(
      [
        'Agent,Average handle time (s),Handle time (s),Contacts with handle time,Contacts handled',
        "'=1+1,235,235,1,1",
        'ann,135,135,1,1',
        "'-cmd|x,95,95,1,1",
        '',
      ].join('\r\n'),
    )
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe(
      'attachment; filename="overview.handle-time-by-agent.2025-07-01.2025-07-03.csv"',
    )
    const queues = await get(`/api/csv?${own}&visual=abandonment-by-queue`)
    expect(queues.text.split('\r\n')[1]).toBe("1,'@SUM(A1),1")
  })

  test('CSV of every visual has the rows that it shows', async () => {
    const lines = async (visual: string, more = '') =>
      (await get(`/api/csv?${own}&visual=${visual}${more}`)).text.trim().split('\r\n').slice(1)
    expect(await lines('contact-volume')).toEqual([
      '2025-07-01,2,2,0',
      '2025-07-02,2,1,1',
      '2025-07-03,1,0,0',
    ])
    expect(await lines('service-level')).toEqual(['75,3,4'])
    expect(await lines('contacts')).toEqual([
      ...['current,2025-07-01,2', 'current,2025-07-02,2', 'current,2025-07-03,1', 'current,All days,5'],
    ])
    expect(await lines('handle-time-by-agent')).toHaveLength(3)
    expect(await lines('abandonment-by-queue')).toHaveLength(1)
    expect(await lines('disconnect-reasons')).toHaveLength(3)
    // A day without any, between days that have some.
    expect(await lines('contact-volume', '&channel=CHAT')).toEqual([
      ...['2025-07-01,0,0,0', '2025-07-02,1,1,0', '2025-07-03,0,0,0'],
    ])
    expect(await lines('contact-volume', '&queue=none')).toEqual([])
  })

  test('CSV of a table as it was searched and sorted', async () => {
    const rows = async (more: string) =>
      (await get(`/api/csv?${own}&visual=disconnect-reasons&${more}`)).text
        .trim()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(',').slice(0, 3).join(' '))
    expect(await rows('search=voice&sort=contacts_created&order=ascending')).toEqual([
      'CONTACT_FLOW_DISCONNECT VOICE 1',
      'CUSTOMER_DISCONNECT VOICE 3',
    ])
    expect(await rows('search=nothing')).toEqual([])
  })

  test('filters act on the SQL', async () => {
    const { text } = await get(`/api/sql?${own}&visual=contact-volume&queue=O%27Brien&from=&to=`)
    expect(text).toMatch(`queue_name IN ('O''Brien') AND NOT coalesce(queue_kind = 'AGENT', false)`)
    expect(text).toMatch(`BETWEEN DATE '2025-07-01' AND DATE '2025-07-03'`)
  })
})
