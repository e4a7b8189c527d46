import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startServer } from '../../cli/server/server.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(page, { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
const options = { port: 0, service_level_target_percent: 80, page, eager: true }

/** The age of the lake, the clocks, two sets of days, and the lists of queue, channel, table and service. */
const AHEAD = 8

test('an eager server has opened the lake, and knows what sheets wait for, before anybody asks', async () => {
  const { take, source, counts } = servedLake(folder)
  await take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
  const server = await startServer({ ...options, lake: source })
  await vi.waitFor(() => expect(counts).toEqual({ opened: 1, closed: 0, queries: AHEAD }), {
    timeout: 20_000,
  })
  const facts = (await asked(server.url, '/api/facts?dashboard=overview')).json()
  expect(facts.days).toMatchObject({ from: '2025-07-01', to: '2025-07-01' })
  for (const { id } of dashboards) await asked(server.url, `/api/colours?dashboard=${id}`)
  // What was not known ahead: the lists of agents and reasons, which no picture waits for.
  expect(counts).toEqual({ opened: 1, closed: 0, queries: AHEAD + 2 })
  await server.close()
  expect(counts.closed).toBe(1)
})

test('what cannot be opened ahead is told to whoever asks', async () => {
  const refuse = () => Promise.reject(new Error('no such lake'))
  const told: unknown[] = []
  const server = await startServer({
    ...options,
    lake: { head: refuse, open: refuse },
    report: error => told.push(error),
  })
  expect((await asked(server.url, '/api/facts?dashboard=overview')).status).toBe(500)
  expect(told.map(String)).toEqual(['Error: no such lake'])
  await server.close()
})
