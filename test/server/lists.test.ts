/** Lists of a filter in a lake with more values than a list holds, and with longer ones. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import type { Facts } from '../../dashboards/local/facts.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { type Contact, servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(page)
writeFileSync(join(page, 'index.html'), '')

// A letter outside of the first plane is one character, and two units of a text in JavaScript.
const longest = '😀'.repeat(200)
// Of 32 KB, the most that the attributes of a contact can have; in an address each byte is three letters.
const immense = 'é'.repeat(16_384)
const at = '2025-07-01T09:00:00Z'
const contacts: readonly Contact[] = [
  ...Array.from({ length: 4_999 }, (_, i) => ({ id: `often-${i}`, at, queue: 'Sales', agent: `agent ${i}` })),
  ...Array.from({ length: 4_999 }, (_, i) => ({ id: `few-${i}`, at, queue: `queue ${i}`, agent: 'ann' })),
  { id: 'longest', at, queue: longest, agent: null },
  { id: 'longer', at, queue: `${longest}x`, agent: null },
  { id: 'immense', at, queue: immense, agent: null },
  { id: 'nowhere', at, queue: null, agent: null },
]
const served = servedLake(folder)
let server: RunningServer

beforeAll(async () => {
  await served.take(contacts)
  server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80, page },
    report: error => {
      throw error
    },
  })
})
afterAll(() => server?.close())

const facts = async (): Promise<Facts> => (await asked(server.url, '/api/facts?dashboard=overview')).json()

test('a list holds the 5,000 most frequent values, and contacts without one however few they are', async () => {
  const { queue } = (await facts()).values
  expect(queue?.listed).toHaveLength(5_001)
  expect(queue?.listed[0]).toEqual({ value: 'Sales', contacts: 4_999 })
  expect(queue?.listed).toContainEqual({ value: null, contacts: 1 })
  expect(queue).toMatchObject({ has_more: true, contacts_long: 2 })
})

test('a list of as many values as it may hold has all of them', async () => {
  const { agent } = (await facts()).values
  expect(agent?.listed.filter(({ value }) => value !== null)).toHaveLength(5_000)
  expect(agent).toMatchObject({ has_more: false, contacts_long: 0 })
})

/** How many contacts an address leaves. */
async function counted(queue: string): Promise<number> {
  const address = new URLSearchParams({ dashboard: 'overview', visual: 'contacts', queue })
  const { status, text } = await asked(server.url, `/api/csv?${address}`)
  expect(status).toBe(200)
  return Number(text.trimEnd().split('\r\n').at(-1)?.split(',').at(-1))
}

test.each([
  ['of 201 characters', `${longest}x`],
  ['as long as there is any', immense],
])('a value %s is chosen by its address', async (_, queue) => {
  expect(await counted(queue)).toBe(1)
})

test('an address that is longer than any value is refused, not hung up on', async () => {
  const { status } = await asked(server.url, `/api/facts?dashboard=overview&queue=${'x'.repeat(200_000)}`)
  expect(status).toBe(431)
})
