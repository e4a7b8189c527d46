import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startServer } from '../../cli/server/server.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(page, { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
const options = { port: 0, service_level_target_percent: 80, page, eager: true }

test('an eager server has opened the lake, and knows its days, before anybody asks', async () => {
  const { take, source, counts } = servedLake(folder)
  await take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
  const server = await startServer({ ...options, lake: source })
  await vi.waitFor(() => expect(counts).toEqual({ opened: 1, closed: 0, queries: 2 }), { timeout: 20_000 })
  const facts = (await asked(server.url, '/api/facts?dashboard=overview')).json()
  expect(facts.days).toMatchObject({ from: '2025-07-01', to: '2025-07-01' })
  expect(counts.opened).toBe(1)
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
