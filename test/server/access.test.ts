import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import type { Access } from '../../sql/access.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { type Contact, servedLake } from './served-lake.ts'

// Five contacts: two of Sales, two of "Care, north", one of no queue.
const contacts: readonly Contact[] = [
  { id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' },
  { id: 'b', at: '2025-07-02T10:00:00Z', queue: 'Sales', agent: 'ann' },
  { id: 'c', at: '2025-07-03T11:00:00Z', queue: 'Care, north', agent: 'bob' },
  { id: 'd', at: '2025-07-03T12:00:00Z', queue: 'Care, north', agent: null },
  { id: 'e', at: '2025-07-04T13:00:00Z', queue: null, agent: null },
]

const access: Access = [
  { group: 'sales', rows: { queue_name: ['Sales'] } },
  { group: 'leads', rows: { queue_name: ['Sales'] }, personal_data: true },
  { group: 'leads', rows: { queue_name: ['Care, north'] } },
  { group: 'directors', rows: 'all' },
  { user: 'teamless', rows: { agent_hierarchy_level1_name: ['Berlin'] } },
]

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(page, { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
const served = servedLake(folder)
const unexpected: unknown[] = []
let server: RunningServer

beforeAll(async () => {
  await served.take(contacts)
  server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80, page, access },
    report: error => unexpected.push(error),
  })
})
afterAll(async () => {
  await server.close()
  expect(unexpected).toEqual([])
})

const get = async (path: string, as?: string) => {
  const [first] = (await asked(server.url, '/api/dashboards')).json()
  const eyes = as === undefined ? '' : `&as=${encodeURIComponent(as)}`
  return await asked(server.url, `/api/${path}${path.includes('?') ? '&' : '?'}dashboard=${first.id}${eyes}`)
}

async function countedBy(as: string | undefined, more = ''): Promise<number> {
  const { text } = await get(`csv?visual=contacts&from=2025-07-01&to=2025-07-04${more}`, as)
  const whole = text.split('\r\n').find(line => line.startsWith('current,All days'))
  return Number(whole?.split(',')[2] ?? 0)
}

test.each([
  [undefined, 5],
  ['group:sales', 2],
  ['group:leads', 4],
  ['group:directors', 5],
  // Contacts have the column, and none is of that team.
  ['user:teamless', 0],
])('%s counts %i contacts', async (as, count) => {
  expect(await countedBy(as)).toBe(count)
})

test('somebody whom no rule names is an error that says who there is', async () => {
  const { status, text } = await get('facts', 'group:nobody')
  expect(status).toBe(400)
  expect(text).toMatch('group:sales, group:leads, group:directors, user:teamless')
})

test('filters offer only what may be seen, and no personal data', async () => {
  const facts = (await get('facts', 'group:sales')).json()
  expect(facts.values.queue.listed).toEqual([{ value: 'Sales', contacts: 2 }])
  expect(Object.keys(facts.values)).not.toContain('agent')
  expect(facts.days).toMatchObject({ from: '2025-07-01', to: '2025-07-02' })
  const leads = (await get('facts', 'group:leads')).json()
  expect(leads.values.agent.listed).toContainEqual({ value: 'ann', contacts: 2 })
})

test('what pictures have their colours by is of the same lists: no other values, no personal data', async () => {
  const facts = (await get('facts', 'group:sales')).json()
  const { queue, channel } = facts.values
  expect((await get('colours', 'group:sales')).json()).toEqual({ queue, channel })
  const all = (await get('colours')).json()
  expect(Object.keys(all)).toEqual(['queue', 'channel'])
  expect(all.queue.listed).toHaveLength(3)
})

// Of the contacts bob had one: who may not see agents cannot learn that from an address.
test.each([
  [undefined, 1],
  ['group:leads', 1],
  ['group:directors', 5],
])('%s counts %i contacts of an agent in the address', async (as, count) => {
  expect(await countedBy(as, '&agent=bob')).toBe(count)
})

async function problemsOf(as: string): Promise<readonly string[]> {
  const { body } = await get('sheet?sheet=overview', as)
  const problems: string[] = []
  const chunks = (async function* () {
    yield body
  })()
  for await (const { head } of decodeFrames(chunks))
    if (head.type === 'problem') problems.push(...head.visuals.map(id => `${id}: ${head.problem.what}`))
  return problems
}

test('a visual of agents is refused to who may not see personal data, also as CSV and SQL', async () => {
  expect(await problemsOf('group:leads')).toEqual([])
  expect(await problemsOf('group:sales')).toEqual([
    'handle-time-by-agent: this shows personal data, which the viewer may not see',
  ])
  for (const path of ['csv', 'sql']) {
    const { status, text } = await get(`${path}?visual=handle-time-by-agent`, 'group:sales')
    expect([status, text]).toEqual([400, expect.stringMatching('personal data')])
  }
})

test('without rules nobody is offered other eyes', async () => {
  const open = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80, page },
  })
  const [first] = (await asked(open.url, '/api/dashboards')).json()
  expect((await asked(open.url, `/api/facts?dashboard=${first.id}`)).json().viewers).toEqual([])
  await open.close()
})
