/** Rows that several visuals of a sheet read are held for them: who looks sees the same as if each had read them itself. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import type { LakeSource } from '../../cli/server/session.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import { attributedDashboards as dashboards } from '../fixture/contact-attributes.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(page, { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')

const { lake, source } = servedLake(folder)
const log: string[] = []

/** The lake, with a note of what is held and let go. */
const held: LakeSource = {
  ...source,
  async open(state) {
    const engine = await source.open(state)
    return {
      ...engine,
      async hold(sql) {
        const rows = await engine.hold?.(sql)
        if (!rows) throw new Error('the engine holds nothing')
        log.push('held')
        return { name: rows.name, release: () => rows.release().then(() => void log.push('released')) }
      },
    }
  },
}
/** The same, of an engine that holds nothing. */
const unheld: LakeSource = {
  ...source,
  async open(state) {
    const { hold: _, ...engine } = await source.open(state)
    return engine
  },
}
/** The same, of one that has no room. */
const full: LakeSource = {
  ...source,
  open: async state => ({ ...(await source.open(state)), hold: () => Promise.reject(new Error('no room')) }),
}

const servers: RunningServer[] = []
beforeAll(async () => {
  const days = Array.from({ length: 4 }, (_, i) => `2025-07-${String(i + 1).padStart(2, '0')}`)
  const records = days.flatMap((day, i) =>
    Array.from({ length: 6 }, (_, n) =>
      contactRecord({
        id: `${day}-${n}`,
        at: `${day}T1${n}:00:00Z`,
        attributes:
          n === 5 ? {} : { reason: n < 3 ? 'invoice' : 'order', ...(i % 2 === 0 && { plan: 'gold' }) },
      }),
    ),
  )
  lake.add('2025/07/05/00/contacts', concatenated(records))
  await lake.run({ derive: true })
  for (const each of [held, unheld, full])
    servers.push(
      await startServer({ lake: each, port: 0, service_level_target_percent: 80, page, dashboards }),
    )
})
afterAll(() => Promise.all(servers.map(server => server.close())))

/** The rows of each visual, or the words of its problem. */
async function shown(server: RunningServer | undefined, path: string) {
  const { body, status } = await asked(server?.url ?? '', path)
  expect(status).toBe(200)
  const found: Record<string, unknown> = {}
  const chunks = (async function* () {
    yield body
  })()
  for await (const { head, body: result } of decodeFrames(chunks)) {
    if (head.type === 'problem') for (const id of head.visuals) found[id] = head.problem
    if (head.type === 'result')
      for (const id of head.visuals)
        found[id] = tableFromIPC(result)
          .toArray()
          .map(row => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)))
          .sort()
  }
  return found
}

const choices = [
  'contact_attribute_reason=invoice&contact_attribute_plan=gold&channel=VOICE',
  'contact_attribute_plan_none=1&from=2025-07-03&to=2025-07-04',
]

test.each([
  ['overview', 'overview'],
  ['agents', 'performance'],
  ['customers', 'journeys'],
])('%s, %s: the same as when each visual reads for itself', async (dashboard, sheet) => {
  for (const choice of choices) {
    const path = `/api/sheet?dashboard=${dashboard}&sheet=${sheet}&${choice}`
    const [whole, none, full] = await Promise.all(servers.map(server => shown(server, path)))
    expect(Object.keys(none ?? {}).length).toBeGreaterThan(0)
    expect([whole, full]).toEqual([none, none])
  }
})

test('rows are held once for a sheet, let go when it is answered, and not held where nothing is joined', async () => {
  log.length = 0
  const overview = '/api/sheet?dashboard=overview&sheet=overview&contact_attribute_reason=order'
  const { contacts } = await shown(servers[0], overview)
  // Two contacts a day with this reason.
  expect(contacts).toContainEqual(expect.stringContaining('"contacts_created":8'))
  expect(log).toEqual(['held', 'held', 'released', 'released'])
  log.length = 0
  await shown(servers[0], overview)
  await shown(servers[0], '/api/sheet?dashboard=overview&sheet=overview&channel=VOICE')
  expect(log).toEqual([])
})
