import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultOf, LakeFault } from '../../cli/server/lake-fault.ts'
import { startServer } from '../../cli/server/server.ts'
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
