import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { decodeFrames, type Frame } from '../../dashboards/local/stream.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { type Contact, servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(join(page, 'assets'), { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
writeFileSync(join(page, 'assets', 'main-ABC.js'), 'export {}')
writeFileSync(join(folder, 'secret.txt'), 'secret')

const contacts: readonly Contact[] = [
  { id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann', talk_s: 100 },
  { id: 'b', at: '2025-07-01T10:00:00Z', queue: 'Sales', agent: '=1+1', talk_s: 200 },
  { id: 'c', at: '2025-07-02T11:00:00Z', queue: '@SUM(A1)', agent: null, wait_s: 40 },
  { id: 'd', at: '2025-07-02T12:00:00Z', queue: 'Care, "north"', agent: '-cmd|x', channel: 'CHAT' },
  { id: 'e', at: '2025-07-03T13:00:00Z', queue: null, agent: null, reason: 'CONTACT_FLOW_DISCONNECT' },
]
const served = servedLake(folder)
const reported: unknown[] = []
let server: RunningServer

beforeAll(async () => {
  await served.take(contacts, 1)
  server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 75, page },
    report: error => reported.push(error),
  })
})
afterAll(() => server.close())

const get = (path: string, options = {}) => asked(server.url, path, options)
const own = 'dashboard=overview'

async function framesOf(path: string): Promise<readonly Frame[]> {
  const { body } = await get(path)
  const frames: Frame[] = []
  for await (const frame of decodeFrames(
    (async function* () {
      yield body
    })(),
  ))
    frames.push(frame)
  return frames
}

describe('who may ask, and how', () => {
  test('it listens on this machine only', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('as %s', async name => {
    const { port } = new URL(server.url)
    expect((await get('/', { headers: { Host: `${name}:${port}` } })).status).toBe(200)
  })

  test.each(['evil.example', 'evil.example:PORT', 'localhost', 'localhost:1', '127.0.0.1.evil.example:PORT'])(
    'not as %s: a name that was pointed here',
    async name => {
      const host = name.replace('PORT', new URL(server.url).port)
      const { status, json, headers } = await get('/api/dashboards', { headers: { Host: host } })
      expect(status).toBe(421)
      expect(json().problem).toMatchObject({ value: host, remedy: `open ${server.url}` })
      expect(headers['content-security-policy']).toBeDefined()
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is refused', async method => {
    const { status, headers } = await get('/api/dashboards', { method })
    expect(status).toBe(405)
    expect(headers.allow).toBe('GET, HEAD')
  })

  test('HEAD is GET without the body, and holds nothing', async () => {
    for (const path of ['/', '/api/dashboards', `/api/sheet?${own}&sheet=overview`]) {
      const { status, body } = await get(path, { method: 'HEAD' })
      expect([status, body.length]).toEqual([200, 0])
    }
  })

  test.each(['cross-site', 'same-site'])('no data for a page of another site: %s', async site => {
    const headers = { 'Sec-Fetch-Site': site }
    expect((await get(`/api/facts?${own}`, { headers })).status).toBe(403)
    // A link from another site to the page is fine.
    expect((await get('/', { headers })).status).toBe(200)
  })

  test.each(['/', '/assets/main-ABC.js', '/api/dashboards', '/nowhere', '/api/sheet'])(
    'headers of %s',
    async path => {
      const { headers } = await get(path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'self';.*frame-ancestors 'none'/)
      expect(headers['content-security-policy']).not.toMatch('unsafe')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})

describe('files', () => {
  test('the page under the address of every sheet, the hashed ones kept for ever', async () => {
    for (const path of ['/', '/overview?queue=Sales', '/overview/overview']) {
      const { text, headers } = await get(path)
      expect(text).toMatch('<title>page')
      expect(headers['cache-control']).toBe('no-cache')
    }
    const { headers } = await get('/assets/main-ABC.js')
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable'),
    })
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%',
    '//secret.txt',
    '/other',
  ])('nothing else: %s', async path => {
    const { status, text } = await get(path)
    expect([status, text.includes('secret\n')]).toEqual([404, false])
  })

  test('a page that was not built is an error', async () => {
    const options = { lake: served.source, port: 0, service_level_target_percent: 80 }
    await expect(startServer({ ...options, page: join(folder, 'none') })).rejects.toMatchObject({
      name: 'LakeError',
      remedy: expect.stringContaining('npm run build'),
    })
  })

  test('a port that is taken is an error, with the way out', async () => {
    const port = Number(new URL(server.url).port)
    const options = { lake: served.source, service_level_target_percent: 80, page }
    await expect(startServer({ ...options, port })).rejects.toMatchObject({
      name: 'LakeError',
      value: String(port),
      remedy: expect.stringContaining('--port'),
    })
  })
})

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

describe('what cannot be is refused in words, never with a stack', () => {
  test.each([
    ['/api/sheet', 'none named'],
    ['/api/sheet?dashboard=other&sheet=overview', 'other'],
    [`/api/sheet?${own}&sheet=other`, 'other'],
    [`/api/sheet?${own}&sheet=overview&all=other`, 'other'],
    [`/api/sheet?${own}&sheet=overview&from=2025-99-99`, '2025-99-99'],
    [`/api/sheet?${own}&sheet=overview&queu=Sales`, 'queu'],
    [`/api/sheet?${own}&${own}&sheet=overview`, 'overview'],
    [`/api/sheet?${own}&sheet=overview&service_level_target=eighty`, 'eighty'],
    [`/api/csv?${own}&visual=other`, 'other'],
    [`/api/csv?${own}&visual=contacts&sort=nothing`, 'nothing'],
    [`/api/csv?${own}&visual=contacts&order=upwards`, 'upwards'],
    [`/api/sql?${own}&visual=contacts&search=x`, 'search'],
    [`/api/sql?${own}&visual=contacts&queue=%00`, '"\\u0000"'],
    [`/api/facts?${own}&sheet=overview`, 'sheet'],
  ])('%s', async (path, value) => {
    const { status, json, text } = await get(path)
    expect(status).toBe(400)
    expect(json().problem).toMatchObject({ value, what: expect.any(String), remedy: expect.any(String) })
    expect(text).not.toMatch(/node_modules|\.ts:|Error/)
    expect(reported).toEqual([])
  })

  test('what nobody expected is reported here, not there', async () => {
    const broken = await startServer({
      lake: { head: () => Promise.reject(new Error('disk /secret/path is gone')), open: served.source.open },
      ...{ port: 0, service_level_target_percent: 80, page },
      report: error => reported.push(error),
    })
    const { status, text } = await asked(broken.url, `/api/facts?${own}`)
    expect(status).toBe(500)
    expect(text).not.toMatch('secret')
    expect(reported.splice(0)).toMatchObject([{ message: 'disk /secret/path is gone' }])
    await broken.close()
  })

  test('a visual whose query fails says so, the others are shown', async () => {
    const failing = await startServer({
      lake: {
        ...served.source,
        async open(state) {
          const engine = await served.source.open(state)
          const query: typeof engine.query = sql =>
            sql.includes('ranking') ? Promise.reject(new Error('out of memory at 0xdead')) : engine.query(sql)
          return { ...engine, query }
        },
      },
      ...{ port: 0, service_level_target_percent: 80, page },
      report: error => reported.push(error),
    })
    const { body } = await asked(failing.url, `/api/sheet?${own}&sheet=overview`)
    const heads = []
    for await (const { head } of decodeFrames(
      (async function* () {
        yield body
      })(),
    ))
      heads.push(head)
    expect(heads.filter(({ type }) => type === 'result')).toHaveLength(6)
    expect(heads.filter(({ type }) => type === 'problem')).toEqual([
      {
        type: 'problem',
        visuals: ['abandonment-by-queue'],
        problem: { what: expect.any(String), remedy: expect.any(String) },
      },
    ])
    expect(reported.splice(0)).toHaveLength(1)
    await failing.close()
  })
})
