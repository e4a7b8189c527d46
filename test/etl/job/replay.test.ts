import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { replay } from '../../../etl/job/replay.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const record = (id: string, more = {}): string => JSON.stringify(contactRecord({ id, more }))
/** One quote is missing. */
const broken = (id: string): string => record(id).replace('"Username":"', '"Username":')

const replayAll = (lake: TestLake, limits = {}, mended?: string) =>
  replay(
    'all',
    mended === undefined ? undefined : Buffer.from(mended),
    { ...lake.ports, raw: async () => lake.raw },
    { ...defaultLimits, ...limits },
  )

const contacts = (lake: TestLake) =>
  lake.rows('SELECT contact_id, source_object FROM contact_record ORDER BY 1')

test('a mended record becomes a row of its object, and the books say it was read once', async () => {
  const lake = testLake(folder)
  lake.add('object', record('a') + broken('b'))
  await lake.run()
  const { entries, commit } = await replayAll(lake, {}, record('b'))
  expect(entries).toMatchObject([{ object_key: 'object', still: null }])
  expect(commit).toBe((await lake.log.head()).id)
  expect(await contacts(lake)).toEqual([
    { contact_id: 'a', source_object: 'object' },
    { contact_id: 'b', source_object: 'object' },
  ])
  expect(
    await lake.rows(
      'SELECT raw_objects, records_read, records_accepted, records_quarantined FROM data_freshness',
    ),
  ).toEqual([{ raw_objects: 1, records_read: 2, records_accepted: 2, records_quarantined: 0 }])
  expect(await lake.rows('SELECT status FROM quarantine')).toEqual([{ status: 'replayed' }])
  // The object itself stays consumed.
  expect(await lake.run()).toMatchObject({ objects: 0, commit: null })
})

test('a record that was too large is read from its object once the limit is higher', async () => {
  const lake = testLake(folder)
  const large = JSON.stringify(contactRecord({ id: 'large', attributes: { k: 'x'.repeat(200_000) } }))
  lake.add('object', gzipSync(record('a') + large + record('b')))
  await lake.run({ limits: { record_limit_bytes: 100_000 } })
  expect(await lake.rows('SELECT reason, text_truncated FROM quarantine')).toEqual([
    { reason: 'too_large', text_truncated: true },
  ])
  expect((await replayAll(lake)).entries).toMatchObject([{ still: null }])
  expect(await contacts(lake)).toMatchObject([
    { contact_id: 'a' },
    { contact_id: 'b' },
    { contact_id: 'large' },
  ])
})

test('an entry of which only a part becomes a row stays, and the row is counted once', async () => {
  const lake = testLake(folder)
  const large = JSON.stringify(contactRecord({ id: 'large', attributes: { k: 'x'.repeat(200_000) } }))
  // Beyond the limit the splitter looks for the next good record: what is broken behind it belongs to the same entry.
  lake.add('object', record('a') + large + broken('b'))
  await lake.run({ limits: { record_limit_bytes: 100_000 } })
  for (let i = 0; i < 2; i++)
    expect((await replayAll(lake)).entries).toMatchObject([{ still: expect.stringContaining('not_json') }])
  expect(await contacts(lake)).toMatchObject([{ contact_id: 'a' }, { contact_id: 'large' }])
  expect(
    await lake.rows('SELECT sum(accepted) - sum(replaced) AS rows, sum(quarantined) AS aside FROM ledger'),
  ).toEqual([{ rows: 2, aside: 1 }])
})

test('another object under the same key is not what was quarantined: the kept text is read instead', async () => {
  const lake = testLake(folder)
  const bad = broken('b')
  lake.add('object', bad)
  await lake.run()
  lake.add('object', record('other').padEnd(bad.length))
  const { entries } = await replayAll(lake)
  expect(entries[0]?.still).toContain('not_json')
  expect(await contacts(lake)).toEqual([])
})

test('what fails again changes nothing, however often', async () => {
  const lake = testLake(folder)
  const { ContactId, ...keyless } = contactRecord({ id: 'x', more: { NewField: 1 } })
  const envelope = { attemptsMade: 1, errorCode: 'X', rawData: '' }
  const rawData = Buffer.from(`${record('g')}{"cut`).toString('base64')
  lake.add('1', JSON.stringify(keyless))
  lake.add('2', JSON.stringify({ ...envelope, rawData }))
  await lake.run({ derive: true })
  const books = () =>
    Promise.all([
      lake.rows('SELECT * FROM ledger ORDER BY object_key'),
      lake.rows('SELECT * FROM drift ORDER BY path'),
      lake.rows('SELECT * FROM quarantine ORDER BY quarantine_id'),
    ])
  const before = await books()
  for (let i = 0; i < 3; i++) {
    const { entries, commit } = await replayAll(lake)
    expect(commit).toBeNull()
    expect(entries.every(({ still }) => still !== null)).toBe(true)
  }
  expect(await books()).toEqual(before)
  expect((await lake.log.history(10)).map(({ kind }) => kind)).toEqual(['derive', 'run'])
})

test('every object that was opened is closed', async () => {
  const lake = testLake(folder)
  lake.add('object', gzipSync(Array.from({ length: 40 }, (_, i) => broken(`${i}`)).join('')))
  await lake.run()
  const handles = (): number => readdirSync('/dev/fd').length
  await replayAll(lake)
  const before = handles()
  await replayAll(lake)
  expect(handles()).toBeLessThan(before + 10)
})
