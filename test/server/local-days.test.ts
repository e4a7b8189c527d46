/** The page names the partitions in which a local day lies, and no others: none of its contacts may be lost. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from '../../cli/server/server.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

// The second of July by the clocks of each zone, in UTC, worked out by hand, and the partitions that it lies in.
test.each([
  ['UTC', '2025-07-02T00:00:00Z', '2025-07-02T23:59:59Z', '2025-07-02', '2025-07-02'],
  ['Asia/Tokyo', '2025-07-01T15:00:00Z', '2025-07-02T14:59:59Z', '2025-07-01', '2025-07-02'],
  ['America/Los_Angeles', '2025-07-02T07:00:00Z', '2025-07-03T06:59:59Z', '2025-07-02', '2025-07-03'],
  // Its clocks show UTC in winter, and are ahead of it in summer.
  ['Europe/Lisbon', '2025-07-01T23:00:00Z', '2025-07-02T22:59:59Z', '2025-07-01', '2025-07-02'],
])('a day in %s', async (zone, first, last, from, to) => {
  const folder = temporaryFolder()
  const page = join(folder, 'page')
  mkdirSync(page, { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
  const served = servedLake(folder, [], zone)
  const second = (at: string, more: number) => new Date(Date.parse(at) + more * 1_000).toISOString()
  const times = [
    first,
    last,
    second(first, -1),
    second(last, 1),
    second(first, -86_400),
    second(last, 86_400),
  ]
  await served.take(times.map((at, n) => ({ id: `c${n}`, at, queue: 'Sales', agent: 'ann' })))
  const server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80, page },
  })
  try {
    const days = 'dashboard=overview&visual=contacts&from=2025-07-02&to=2025-07-02'
    const { text } = await asked(server.url, `/api/csv?${days}`)
    const whole = text.split('\r\n').find(line => line.startsWith('current,All days'))
    expect(whole?.split(',')[2]).toBe('2')
    const sql = (
      await asked(server.url, `/api/sql?${days.replace('visual=contacts', 'visual=service-level')}`)
    ).text
    expect(sql).toContain(`dt BETWEEN '${from}' AND '${to}'`)
  } finally {
    await server.close()
  }
})
