import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { versionPrefix } from '../../../lake/log/commit.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

/** Contact, version (minutes past eleven) and content of what the table holds. */
const held = (lake: TestLake) =>
  lake.rows<{ id: string; reason: string; dt: string }>(
    'SELECT contact_id AS id, disconnect_reason AS reason, dt FROM contact_record ORDER BY 1, 2',
  )

const version = (id: string, minute: number, reason: string, more: Record<string, unknown> = {}) =>
  contactRecord({
    id,
    updated: `2025-07-01T11:${String(minute).padStart(2, '0')}:00Z`,
    more: { DisconnectReason: reason, ...more },
  })

/** Loads groups of records, each in a run of its own. */
async function loaded(...runs: unknown[][]) {
  const lake = testLake(folder)
  const reports = []
  for (const [i, records] of runs.entries()) {
    lake.add(`object-${i}`, concatenated(records))
    reports.push(await lake.run())
  }
  const [sums] = await lake.rows<{ rows: number }>(
    `SELECT sum(accepted) - sum(replaced) AS rows FROM ledger WHERE table_name = 'contact_record'`,
  )
  const rows = await held(lake)
  expect(rows.length).toBe(sums?.rows)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  return { lake, reports, rows }
}

describe('within one run', () => {
  test('the newest version wins, wherever it stands', async () => {
    const { rows, reports } = await loaded([version('c', 2, 'NEW'), version('c', 1, 'OLD')])
    expect(rows).toMatchObject([{ reason: 'NEW' }])
    expect(reports[0]).toMatchObject({ read: 2, accepted: 1, superseded: 1, duplicate: 0, replaced: 0 })
  })

  test('the same bytes again are duplicates, also of an older version', async () => {
    const { reports } = await loaded([
      version('c', 1, 'OLD'),
      version('c', 2, 'NEW'),
      version('c', 1, 'OLD'),
      version('c', 2, 'NEW'),
    ])
    expect(reports[0]).toMatchObject({ read: 4, accepted: 1, superseded: 1, duplicate: 2 })
  })

  test('content decides what a duplicate is, not its spelling', async () => {
    const lake = testLake(folder)
    lake.add('1', JSON.stringify(version('c', 1, 'A')))
    lake.add('2', JSON.stringify(version('c', 1, 'A'), null, 2))
    expect(await lake.run()).toMatchObject({ accepted: 1, duplicate: 1 })
  })

  test('of equal versions the later arrival wins', async () => {
    const { rows, reports } = await loaded([version('c', 1, 'FIRST'), version('c', 1, 'SECOND')])
    expect(rows).toMatchObject([{ reason: 'SECOND' }])
    expect(reports[0]).toMatchObject({ accepted: 1, superseded: 1 })
  })

  test('arrival is the order of the objects, as their names tell it', async () => {
    const lake = testLake(folder)
    const name = (hour: string) =>
      `ctr/2025/07/01/${hour}/s-1-2025-07-01-${hour}-00-00-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11`
    lake.add(name('12'), JSON.stringify(version('c', 1, 'SECOND')))
    lake.add(name('11'), JSON.stringify(version('c', 1, 'FIRST')))
    await lake.run()
    expect(await held(lake)).toMatchObject([{ reason: 'SECOND' }])
  })
})

describe('over several runs', () => {
  test('a newer version replaces the row', async () => {
    const { rows, reports } = await loaded([version('c', 1, 'OLD')], [version('c', 2, 'NEW')])
    expect(rows).toMatchObject([{ reason: 'NEW' }])
    expect(reports[1]).toMatchObject({ accepted: 1, replaced: 1 })
  })

  test('an older version does not', async () => {
    const { rows, reports } = await loaded([version('c', 2, 'NEW')], [version('c', 1, 'OLD')])
    expect(rows).toMatchObject([{ reason: 'NEW' }])
    expect(reports[1]).toMatchObject({ accepted: 0, superseded: 1, replaced: 0 })
  })

  test('the same record is a duplicate', async () => {
    const { reports } = await loaded([version('c', 1, 'A')], [version('c', 1, 'A'), version('c', 1, 'A')])
    expect(reports[1]).toMatchObject({ read: 2, accepted: 0, duplicate: 2 })
  })

  test('a tie goes to the later run', async () => {
    const { rows, reports } = await loaded([version('c', 1, 'A')], [version('c', 1, 'B')])
    expect(rows).toMatchObject([{ reason: 'B' }])
    expect(reports[1]).toMatchObject({ accepted: 1, replaced: 1 })
  })

  test('a newer version that holds less wins as it is', async () => {
    const lake = testLake(folder)
    lake.add('1', JSON.stringify(contactRecord({ id: 'c', attributes: { name: 'Donna' } })))
    await lake.run()
    const redacted = contactRecord({
      id: 'c',
      updated: '2025-08-01T00:00:00Z',
      more: { CustomerEndpoint: null },
    })
    lake.add('2', JSON.stringify(redacted))
    await lake.run()
    expect(await lake.rows('SELECT customer_endpoint_address AS address FROM contact_record')).toEqual([
      { address: null },
    ])
    expect(await lake.rows('SELECT * FROM contact_attribute')).toEqual([])
  })

  test('untouched rows of the partition stay as they are', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `c${i}`)
    const { rows } = await loaded(
      ids.map(id => version(id, 1, 'OLD')),
      [version('c7', 2, 'NEW'), version('new', 1, 'ADDED')],
    )
    expect(rows.filter(({ reason }) => reason === 'OLD')).toHaveLength(29)
    expect(rows.filter(({ reason }) => reason !== 'OLD')).toMatchObject([
      { id: 'c7', reason: 'NEW' },
      { id: 'new', reason: 'ADDED' },
    ])
  })
})

describe('a contact whose disconnect date moves leaves its old partition', () => {
  const at = (day: string, updated: string) => contactRecord({ id: 'c', at: `${day}T23:00:00Z`, updated })

  test('to the next day', async () => {
    const { rows } = await loaded(
      [at('2025-07-01', '2025-07-01T23:10:00Z')],
      [at('2025-07-02', '2025-07-02T23:10:00Z')],
    )
    expect(rows).toMatchObject([{ dt: '2025-07-02' }])
  })

  test('back', async () => {
    const { rows } = await loaded(
      [at('2025-07-02', '2025-07-02T23:10:00Z')],
      [at('2025-07-01', '2025-07-02T23:20:00Z')],
    )
    expect(rows).toMatchObject([{ dt: '2025-07-01' }])
  })

  test('within one run', async () => {
    const { rows } = await loaded([
      at('2025-07-01', '2025-07-01T23:10:00Z'),
      at('2025-07-05', '2025-07-05T23:10:00Z'),
    ])
    expect(rows).toMatchObject([{ dt: '2025-07-05' }])
  })

  test('even where all its times contradict the old ones', async () => {
    const { rows, lake } = await loaded(
      [at('2025-01-01', '2025-01-01T23:10:00Z')],
      [at('2025-07-05', '2025-07-05T23:10:00Z')],
    )
    expect(rows).toMatchObject([{ dt: '2025-07-05' }])
    expect((await lake.log.head()).partitions.contact_record).not.toHaveProperty('2025-01-01')
  })

  test('its attributes go with it', async () => {
    const lake = testLake(folder)
    lake.add(
      '1',
      JSON.stringify(contactRecord({ id: 'c', at: '2025-07-01T10:00:00Z', attributes: { k: 'old' } })),
    )
    await lake.run()
    lake.add(
      '2',
      JSON.stringify(contactRecord({ id: 'c', at: '2025-07-03T10:00:00Z', attributes: { k: 'new' } })),
    )
    await lake.run()
    expect(await lake.rows('SELECT dt, attribute_value AS value FROM contact_attribute')).toEqual([
      { dt: '2025-07-03', value: 'new' },
    ])
  })
})

describe('agent events', () => {
  test('are unique by EventId, whatever their order', async () => {
    const lake = testLake(folder)
    lake.add(
      '1',
      concatenated([
        agentEvent('b', '2025-07-01T10:00:01.000Z'),
        agentEvent('a'),
        agentEvent('b', '2025-07-01T10:00:01.000Z'),
      ]),
    )
    expect(await lake.run()).toMatchObject({ read: 3, accepted: 2, duplicate: 1 })
    lake.add('2', concatenated([agentEvent('a')]))
    expect(await lake.run()).toMatchObject({ read: 1, accepted: 0, duplicate: 1 })
    expect(await lake.rows('SELECT event_id FROM agent_event ORDER BY 1')).toEqual([
      { event_id: 'a' },
      { event_id: 'b' },
    ])
  })
})

describe('files', () => {
  const limits = { slice_rows: 10, extra_files: 2 }
  const hour = (h: number, i: number) =>
    contactRecord({ id: `h${h}-${i}`, at: `2025-07-01T${String(h).padStart(2, '0')}:30:00Z` })

  test('a day is cut into slices, untouched ones are linked, and many small ones are compacted', async () => {
    const lake = testLake(folder)
    const files = async () => {
      const partition = (await lake.log.head()).partitions.contact_record?.['2025-07-01']
      const prefix = versionPrefix('contact_record', '2025-07-01', partition?.version ?? '')
      return (partition?.files ?? []).map(({ name, rows }) => {
        const { ino } = statSync(join(lake.storage.location, prefix, name))
        return { name, rows, ino }
      })
    }
    lake.add(
      '0',
      concatenated(
        Array.from({ length: 24 }, (_, h) => hour(h, 0)).concat(
          Array.from({ length: 24 }, (_, h) => hour(h, 1)),
        ),
      ),
    )
    await lake.run({ limits })
    // 48 rows at 10 a slice want 5 slices; whole hours make it 6.
    const first = await files()
    expect(first.map(({ name }) => name.slice(0, 5))).toEqual([
      '00-03',
      '04-07',
      '08-11',
      '12-15',
      '16-19',
      '20-23',
    ])
    expect(first.map(({ rows }) => rows)).toEqual([8, 8, 8, 8, 8, 8])

    lake.add('1', JSON.stringify(hour(5, 9)))
    await lake.run({ limits })
    const second = await files()
    expect(second.slice(0, 6)).toEqual(first)
    expect(second[6]).toMatchObject({ rows: 1 })

    const newer = { ...hour(5, 0), LastUpdateTimestamp: '2025-07-09T00:00:00Z' }
    lake.add('2', JSON.stringify(newer))
    await lake.run({ limits })
    const third = await files()
    // Only the slice of the replaced row was written again, without it; the others are the same files.
    const linked = third.filter(({ ino }) => second.some(file => file.ino === ino))
    expect(linked.map(({ name }) => name.slice(0, 5))).toEqual([
      '00-03',
      '08-11',
      '12-15',
      '16-19',
      '20-23',
      '00-23',
    ])
    expect(third.find(({ name }) => name.startsWith('04-07'))).toMatchObject({ rows: 7 })

    lake.add('3', JSON.stringify(hour(6, 9)))
    await lake.run({ limits })
    const compacted = await files()
    expect(compacted.length).toBeLessThanOrEqual(6)
    expect(compacted.reduce((sum, file) => sum + file.rows, 0)).toBe(50)
    expect(
      await lake.rows('SELECT count(*) AS n, count(DISTINCT contact_id) AS ids FROM contact_record'),
    ).toEqual([{ n: 50, ids: 50 }])
  })
})
