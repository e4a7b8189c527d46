import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { decodeFrames, type Frame } from '../../dashboards/local/stream.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { type Contact, servedLake } from './served-lake.ts'

const contacts: readonly Contact[] = [
  { id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann', talk_s: 100 },
  { id: 'b', at: '2025-07-01T10:00:00Z', queue: 'Sales', agent: '=1+1', talk_s: 200 },
  { id: 'c', at: '2025-07-02T11:00:00Z', queue: '@SUM(A1)', agent: null, wait_s: 40 },
  { id: 'd', at: '2025-07-02T12:00:00Z', queue: 'Care, "north"', agent: '-cmd|x', channel: 'CHAT' },
  { id: 'e', at: '2025-07-03T13:00:00Z', queue: null, agent: null, reason: 'CONTACT_FLOW_DISCONNECT' },
]

/** Questions of the first dashboard. */
export const own = 'dashboard=overview'

/** A server on a few contacts and a page of two files, for the tests of a file; what it reported is noted. */
export function smallServer() {
  const folder = temporaryFolder()
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(page, 'assets', 'main-ABC.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
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

  return { folder, page, served, reported, url: () => server.url, get, framesOf }
}
