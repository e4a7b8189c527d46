import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startServer } from '../../cli/server/server.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import { asked } from './asked.ts'
import { own, smallServer } from './small-server.ts'

const { folder, get, page, reported, served, url } = smallServer()

describe('who may ask, and how', () => {
  test('it listens on this machine only', () => {
    expect(url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('as %s', async name => {
    const { port } = new URL(url())
    expect((await get('/', { headers: { Host: `${name}:${port}` } })).status).toBe(200)
  })

  test.each(['evil.example', 'evil.example:PORT', 'localhost', 'localhost:1', '127.0.0.1.evil.example:PORT'])(
    'not as %s: a name that was pointed here',
    async name => {
      const host = name.replace('PORT', new URL(url()).port)
      const { status, json, headers } = await get('/api/dashboards', { headers: { Host: host } })
      expect(status).toBe(421)
      expect(json().problem).toMatchObject({ value: host, remedy: `open ${url()}` })
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
    const port = Number(new URL(url()).port)
    const options = { lake: served.source, service_level_target_percent: 80, page }
    await expect(startServer({ ...options, port })).rejects.toMatchObject({
      name: 'LakeError',
      value: String(port),
      remedy: expect.stringContaining('--port'),
    })
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
