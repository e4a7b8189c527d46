import { statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { versionPrefix } from '../../../lake/log/commit.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

const version = (id: string, minute: number, reason: string, more: Record<string, unknown> = {}) =>
  contactRecord({
    id,
    updated: `2025-07-01T11:${String(minute).padStart(2, '0')}:00Z`,
    more: { DisconnectReason: reason, ...more },
  })

/** What happens to contacts whose ids begin with the name: in each run an object, and what must become of it. */
interface Story {
  /** The objects, run by run. */
  readonly runs: (name: string) => readonly (Buffer | string)[]
  /** What is known of the counts of each object. */
  readonly counts?: readonly Readonly<Record<string, number>>[]
  /** The rows that the table holds in the end. */
  readonly rows: readonly { readonly id?: string; readonly reason?: string; readonly dt?: string }[]
}

const runs =
  (...of: ((id: string) => readonly unknown[])[]): Story['runs'] =>
  id =>
    of.map(records => concatenated(records(id)))

const withinOneRun: Record<string, Story> = {
  'the newest version wins, wherever it stands': {
    runs: runs(c => [version(c, 2, 'NEW'), version(c, 1, 'OLD')]),
    counts: [{ read: 2, accepted: 1, superseded: 1, duplicate: 0, replaced: 0 }],
    rows: [{ reason: 'NEW' }],
  },
  'the same bytes again are duplicates, also of an older version': {
    runs: runs(c => [version(c, 1, 'OLD'), version(c, 2, 'NEW'), version(c, 1, 'OLD'), version(c, 2, 'NEW')]),
    counts: [{ read: 4, accepted: 1, superseded: 1, duplicate: 2 }],
    rows: [{ reason: 'NEW' }],
  },
  'content decides what a duplicate is, not its spelling': {
    runs: c => [JSON.stringify(version(c, 1, 'A')) + JSON.stringify(version(c, 1, 'A'), null, 2)],
    counts: [{ accepted: 1, duplicate: 1 }],
    rows: [{ reason: 'A' }],
  },
  'of equal versions the later arrival wins': {
    runs: runs(c => [version(c, 1, 'FIRST'), version(c, 1, 'SECOND')]),
    counts: [{ accepted: 1, superseded: 1 }],
    rows: [{ reason: 'SECOND' }],
  },
}

const overSeveralRuns: Record<string, Story> = {
  'a newer version replaces the row': {
    runs: runs(
      c => [version(c, 1, 'OLD')],
      c => [version(c, 2, 'NEW')],
    ),
    counts: [{ accepted: 1 }, { accepted: 1, replaced: 1 }],
    rows: [{ reason: 'NEW' }],
  },
  'an older version does not': {
    runs: runs(
      c => [version(c, 2, 'NEW')],
      c => [version(c, 1, 'OLD')],
    ),
    counts: [{ accepted: 1 }, { accepted: 0, superseded: 1, replaced: 0 }],
    rows: [{ reason: 'NEW' }],
  },
  'the same record is a duplicate': {
    runs: runs(
      c => [version(c, 1, 'A')],
      c => [version(c, 1, 'A'), version(c, 1, 'A')],
    ),
    counts: [{ accepted: 1 }, { read: 2, accepted: 0, duplicate: 2 }],
    rows: [{ reason: 'A' }],
  },
  'a tie goes to the later run': {
    runs: runs(
      c => [version(c, 1, 'A')],
      c => [version(c, 1, 'B')],
    ),
    counts: [{ accepted: 1 }, { accepted: 1, replaced: 1 }],
    rows: [{ reason: 'B' }],
  },
  'untouched rows of the partition stay as they are': {
    runs: runs(
      c => Array.from({ length: 30 }, (_, i) => version(`${c} ${10 + i}`, 1, 'OLD')),
      c => [version(`${c} 17`, 2, 'NEW'), version(`${c} 99`, 1, 'ADDED')],
    ),
    rows: [
      ...Array.from({ length: 30 }, (_, i) => ({ reason: i === 7 ? 'NEW' : 'OLD' })),
      { reason: 'ADDED' },
    ],
  },
}

const at = (id: string, day: string, updated: string) =>
  contactRecord({ id, at: `${day}T23:00:00Z`, updated })

const moved: Record<string, Story> = {
  'to the next day': {
    runs: runs(
      c => [at(c, '2025-07-01', '2025-07-01T23:10:00Z')],
      c => [at(c, '2025-07-02', '2025-07-02T23:10:00Z')],
    ),
    rows: [{ dt: '2025-07-02' }],
  },
  back: {
    runs: runs(
      c => [at(c, '2025-07-02', '2025-07-02T23:10:00Z')],
      c => [at(c, '2025-07-01', '2025-07-02T23:20:00Z')],
    ),
    rows: [{ dt: '2025-07-01' }],
  },
  'within one run': {
    runs: runs(c => [
      at(c, '2025-07-01', '2025-07-01T23:10:00Z'),
      at(c, '2025-07-05', '2025-07-05T23:10:00Z'),
    ]),
    rows: [{ dt: '2025-07-05' }],
  },
  'even where all its times contradict the old ones': {
    runs: runs(
      c => [at(c, '2025-01-01', '2025-01-01T23:10:00Z')],
      c => [at(c, '2025-07-05', '2025-07-05T23:10:00Z')],
    ),
    rows: [{ dt: '2025-07-05' }],
  },
}

describe.each([
  ['within one run', withinOneRun],
  ['over several runs', overSeveralRuns],
  ['a contact whose disconnect date moves leaves its old partition', moved],
])('%s', (_, stories) => {
  // All stories happen in one lake, side by side.
  const lake = testLake(folder)
  let rows: readonly { readonly id: string; readonly reason: string; readonly dt: string }[]
  let ledger: readonly (Readonly<Record<string, number>> & { readonly object_key: string })[]
  beforeAll(async () => {
    const told = Object.entries(stories).map(([name, story]) => ({ name, objects: story.runs(name) }))
    for (let run = 0; run < Math.max(...told.map(({ objects }) => objects.length)); run++) {
      for (const { name, objects } of told) {
        const object = objects[run]
        if (object) lake.add(`${name}/${run}`, object)
      }
      await lake.run()
    }
    rows = await lake.rows(
      'SELECT contact_id AS id, disconnect_reason AS reason, dt FROM contact_record ORDER BY 1',
    )
    ledger = await lake.rows('SELECT * FROM ledger ORDER BY object_key')
  })

  test.each(Object.entries(stories))('%s', (name, story) => {
    const own = rows.filter(({ id }) => id.startsWith(name))
    expect(own).toMatchObject(story.rows)
    const pages = ledger.filter(page => page.object_key.startsWith(`${name}/`))
    if (story.counts) expect(pages).toMatchObject(story.counts)
    const kept = pages.reduce((sum, page) => sum + (page.accepted ?? 0) - (page.replaced ?? 0), 0)
    expect(own.length).toBe(kept)
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length)
  })

  test('no partition is left without rows', async () => {
    const days = Object.keys((await lake.log.head()).partitions.contact_record ?? {})
    expect(days.sort()).toEqual([...new Set(rows.map(({ dt }) => dt))].sort())
  })
})

test('arrival is the order of the objects, as their names tell it', async () => {
  const lake = testLake(folder)
  const name = (hour: string) =>
    `ctr/2025/07/01/${hour}/s-1-2025-07-01-${hour}-00-00-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11`
  lake.add(name('12'), JSON.stringify(version('c', 1, 'SECOND')))
  lake.add(name('11'), JSON.stringify(version('c', 1, 'FIRST')))
  await lake.run()
  expect(await lake.rows('SELECT disconnect_reason AS reason FROM contact_record')).toEqual([
    { reason: 'SECOND' },
  ])
})

test('a newer version that holds less wins as it is, and attributes go where their contact goes', async () => {
  const lake = testLake(folder)
  lake.add(
    '1',
    concatenated([
      contactRecord({ id: 'redacted', attributes: { name: 'Donna' } }),
      contactRecord({ id: 'moved', at: '2025-07-01T10:00:00Z', attributes: { k: 'old' } }),
    ]),
  )
  await lake.run()
  lake.add(
    '2',
    concatenated([
      contactRecord({ id: 'redacted', updated: '2025-08-01T00:00:00Z', more: { CustomerEndpoint: null } }),
      contactRecord({ id: 'moved', at: '2025-07-03T10:00:00Z', attributes: { k: 'new' } }),
    ]),
  )
  await lake.run()
  expect(
    await lake.rows(
      "SELECT customer_endpoint_address AS address FROM contact_record WHERE contact_id = 'redacted'",
    ),
  ).toEqual([{ address: null }])
  expect(await lake.rows('SELECT contact_id, dt, attribute_value AS value FROM contact_attribute')).toEqual([
    { contact_id: 'moved', dt: '2025-07-03', value: 'new' },
  ])
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
