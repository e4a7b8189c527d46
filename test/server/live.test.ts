import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Live } from '../../cli/server/live.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { dashboards as all } from '../../dashboards/dashboards.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
mkdirSync(join(page, 'assets'), { recursive: true })
writeFileSync(join(page, 'index.html'), '<!doctype html><html lang="en"><title>page</title>')
const served = servedLake(folder)
const problem = { what: 'visual v: there is no such measure', value: 'x', remedy: 'name another' }
const running: RunningServer[] = []
afterAll(() => Promise.all(running.map(each => each.close())))

async function serve(live: Live | undefined, dashboards: readonly Dashboard[]): Promise<string> {
  const server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80, page, dashboards },
    ...(live && { live }),
  })
  running.push(server)
  return server.url
}

/** What the stream says first: which page is served. */
async function versionAt(url: string): Promise<string> {
  const stop = new AbortController()
  const { body, headers } = await fetch(`${url}/api/live`, { signal: stop.signal })
  expect(headers.get('content-type')).toBe('text/event-stream')
  const chunk = await body?.getReader().read()
  stop.abort()
  return /^data: (.+)$/m.exec(new TextDecoder().decode(chunk?.value))?.[1] ?? ''
}

describe('while no spec can be read', async () => {
  const url = await serve({ problem }, [])

  test.each(['/', '/queues', '/queues/service', '/why/overview/contacts'])('%s is the page', async path => {
    const { status, text } = await asked(url, path)
    expect(status).toBe(200)
    expect(text).toContain(`<html data-live="${await versionAt(url)}" lang="en">`)
  })

  test.each(['/api/nothing', '/assets/main-OLD.js'])('%s is not', async path => {
    const { status, json } = await asked(url, path)
    expect([status, json().problem.what]).toEqual([404, 'there is no such page'])
  })

  test('the page is told what is wrong', async () => {
    const { status, json } = await asked(url, '/api/dashboards')
    expect([status, json()]).toEqual([500, { problem }])
  })
})

test('the version is another one with other dashboards and another problem, and the same with the same', async () => {
  const ways = [serve({ problem }, []), serve({ problem: { ...problem, value: 'y' } }, []), serve({}, all)]
  const versions = await Promise.all(ways.map(async way => versionAt(await way)))
  expect(new Set(versions).size).toBe(3)
  expect(await versionAt(await serve({}, all))).toBe(versions[2])
})

test('where no specs are edited only sheets are pages, and nobody is told of versions', async () => {
  const url = await serve(undefined, all)
  const statuses = ['/queues/service', '/queues/none', '/why/overview/none', '/api/live'].map(
    async path => (await asked(url, path)).status,
  )
  expect(await Promise.all(statuses)).toEqual([200, 404, 404, 404])
})
