import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faultOf, LakeFault } from '../../cli/server/lake-fault.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { LakeError } from '../../schema/error.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const said = (message: string): unknown =>
  faultOf(new LakeError({ what: 'w', remedy: 'mend the statement', cause: new Error(message) }))

test.each([
  ["Invalid Input Error: No magic bytes found at end of file 'x.parquet'", /damaged/, /rollback/],
  ["Invalid Error: don't know what type: \u000f", /damaged/, /rollback/],
  ['IO Error: Cannot open file "x.parquet": No such file or directory', /missing/, /backup/],
  ['Binder Error: Referenced column "queue_kind" not found\nLINE 1', /views/, /views apply/],
])('%s', (message, what, remedy) => {
  expect(said(message)).toBeInstanceOf(LakeFault)
  expect(said(message)).toMatchObject({
    ...{ what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) },
    value: message.split('\n')[0],
  })
})

test('what is no fault of the lake stays as it is', () => {
  const full = new LakeError({ what: 'w', remedy: '--memory-mb', cause: new Error('Out of Memory Error') })
  expect([faultOf(full), faultOf('other')]).toEqual([full, 'other'])
})

test('a damaged file is told with what to do; the statement, which is ours, is not to be mended', async () => {
  const folder = temporaryFolder()
  const served = servedLake(folder)
  await served.take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
  const options = {
    ...{ lake: served.source, port: 0, service_level_target_percent: 80 },
    report: (error: unknown) => {
      throw error
    },
  }
  const path = '/api/sheet?dashboard=overview&sheet=overview'
  const server = await startServer(options)
  expect((await asked(server.url, path)).status).toBe(200)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.includes('contact_record') && file.endsWith('.parquet')) truncateSync(join(folder, file), 40)
  // Who had begun to look, and asks for something else, sees it on each card.
  expect(
    (await asked(server.url, `${path}&queue=Sales`)).text.match(/a file of the lake is missing or damaged/g),
  ).toHaveLength(7)
  await server.close()
  const again = await startServer(options)
  const { status, json } = await asked(again.url, path)
  await again.close()
  expect(status).toBe(500)
  expect(json().problem).toMatchObject({
    what: 'a file of the lake is missing or damaged',
    remedy: expect.stringContaining('connect-lake rollback'),
  })
})

describe('views that are not those of this version', () => {
  const served = servedLake(temporaryFolder())
  const { deployed } = served
  const whole = [...deployed]
  const path = '/api/sheet?dashboard=wallboard&sheet=now'
  let server: RunningServer
  beforeAll(async () => {
    await served.take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
    server = await startServer({ lake: served.source, port: 0, service_level_target_percent: 80 })
  })
  afterAll(() => server.close())
  afterEach(() => {
    deployed.splice(0, deployed.length, ...whole)
  })
  const without = (dropped: string) =>
    deployed.splice(0, deployed.length, ...whole.filter(({ name }) => !name.startsWith(dropped)))
  const problems = (text: string) => text.match(/the views of this lake are not those/g)?.length ?? 0

  test('one that was dropped is told by what asks it; once it is there again, without a restart it answers', async () => {
    without('queue_now')
    const { status, text } = await asked(server.url, path)
    expect([status, problems(text)]).toEqual([200, expect.any(Number)])
    expect(problems(text)).toBeGreaterThan(0)
    expect(text).toMatch(/queue_now is not there.*views apply --lake DIR/)
    expect(text).not.toMatch(/Error:|\.ts:/)
    deployed.splice(0, deployed.length, ...whole)
    expect(problems((await asked(server.url, path)).text)).toBe(0)
  })

  test('without the one that tells the days no sheet of the dashboard can be shown, and those of others can', async () => {
    without('contact_local')
    // Who has looked already, has an engine.
    await served.take([{ id: 'b', at: '2025-07-01T10:00:00Z', queue: 'Sales', agent: 'ann' }])
    const { status, json } = await asked(server.url, path)
    expect(status).toBe(500)
    expect(json().problem).toMatchObject({ value: 'contact_local is not there' })
    const intake = await asked(server.url, '/api/sheet?dashboard=data-health&sheet=intake')
    expect([intake.status, problems(intake.text)]).toEqual([200, 0])
  })

  test('a later version, which has all columns of the one before and more, is asked like it', async () => {
    const at = whole.findIndex(({ name }) => name === 'queue_now')
    const { name, sql } = whole[at] ?? { name: '', sql: '' }
    deployed[at] = { name, sql: `SELECT *, 1 AS yet_unknown FROM (${sql}) AS before` }
    await served.take([{ id: 'c', at: '2025-07-01T11:00:00Z', queue: 'Sales', agent: 'ann' }])
    const { status, text } = await asked(server.url, path)
    expect([status, problems(text)]).toEqual([200, 0])
  })
})
