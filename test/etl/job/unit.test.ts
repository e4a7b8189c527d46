import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const name = (n: number): string => `object-${String(n).padStart(2, '0')}`
const idsOf = (object: number, count = 5): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name(object)}-${i}`)
const textOf = (object: number): Buffer => concatenated(idsOf(object).map(id => contactRecord({ id })))
const counts = `SELECT object_key, sum(read) AS read, sum(accepted) AS accepted, sum(quarantined) AS quarantined
  FROM ledger GROUP BY 1 ORDER BY 1`
const whole = (n: number) => ({ object_key: name(n), read: 5, accepted: 5, quarantined: 0 })

describe('objects that are read in one statement', () => {
  for (const zipped of [false, true]) {
    test(`are told apart, the damaged from the clean${zipped ? ', zipped' : ''}`, async () => {
      const lake = testLake(folder)
      for (let n = 0; n < 16; n++) {
        const bytes = n === 5 ? Buffer.concat([textOf(n), Buffer.from('{"ContactId":"x')]) : textOf(n)
        lake.add(name(n), zipped ? gzipSync(bytes) : bytes)
      }
      // Everything is worth a statement: what is refused is halved down to the one damaged object.
      const report = await lake.run({ limits: { alone_bytes: 1 } })
      expect(report).toMatchObject({ read: 81, accepted: 80, quarantined: 1 })
      const expected = Array.from({ length: 16 }, (_, n) =>
        n === 5 ? { ...whole(n), read: 6, quarantined: 1 } : whole(n),
      )
      expect(await lake.rows(counts)).toEqual(expected)
      const [strays] = await lake.rows(
        `SELECT count(*) AS n FROM contact_record WHERE contact_id NOT LIKE source_object || '%'`,
      )
      expect(strays).toEqual({ n: 0 })
    })
  }

  // All its records are there: only what stands behind it shows that it is cut.
  test.each([0, 2])('gzip data cut behind a whole record is noticed, in object %i of three', async cut => {
    const lake = testLake(folder)
    for (const n of [0, 1, 2]) {
      const zipped = gzipSync(textOf(n), { level: 0 })
      lake.add(name(n), n === cut ? zipped.subarray(0, zipped.length - 8) : zipped)
    }
    expect(await lake.run()).toMatchObject({ accepted: 15, quarantined: 1 })
    expect(await lake.rows('SELECT object_key, reason FROM quarantine')).toEqual([
      { object_key: name(cut), reason: 'undecodable' },
    ])
  })

  test('half a record at the end of one and the other half in the next do not make one', async () => {
    const lake = testLake(folder)
    const record = JSON.stringify(contactRecord({ id: 'torn' }))
    const half = record.indexOf('"Attributes"')
    lake.add(name(0), Buffer.concat([textOf(0), Buffer.from(record.slice(0, half))]))
    lake.add(name(1), Buffer.concat([Buffer.from(record.slice(half)), textOf(1)]))
    lake.add(name(2), textOf(2))
    expect(await lake.run()).toMatchObject({ read: 17, accepted: 15, quarantined: 2 })
  })
})

test('late rows of many days are written once, beside the day that arrived with them', async () => {
  const lake = testLake(folder)
  const days = 12
  const late = Array.from({ length: days - 1 }, (_, day) =>
    contactRecord({ id: `late-${day}`, at: `2025-06-${String(10 + day)}T12:00:00Z` }),
  )
  const main = Array.from({ length: 10_500 }, (_, i) => contactRecord({ id: `main-${i}` }))
  lake.add('0', gzipSync(concatenated([...main.slice(0, 5000), ...late, ...main.slice(5000), ...late])))
  expect(await lake.run()).toMatchObject({ accepted: 10_511, duplicate: 11, superseded: 0 })
  const rows = await lake.rows<{ dt: string; n: number }>(
    'SELECT dt, count(*) AS n FROM contact_record GROUP BY 1 ORDER BY 1',
  )
  expect(rows).toHaveLength(days)
  expect(rows.at(-1)).toEqual({ dt: '2025-07-01', n: 10_500 })
  expect(rows.slice(0, -1).every(({ n }) => n === 1)).toBe(true)
})
