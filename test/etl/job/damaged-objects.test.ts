import { gzipSync } from 'node:zlib'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

test('120 objects with one damaged record each: all others are accepted, and the counts of each object add up', async () => {
  const random = xoroshiro128plus(7)
  const below = (n: number): number => uniformInt(random, 0, n - 1)
  const lake = testLake(folder)
  const untouched: string[] = []
  for (let o = 0; o < 120; o++) {
    const ids = Array.from({ length: 4 }, (_, r) => `${String(o).padStart(3, '0')}-${r}`)
    const damaged = below(4)
    const parts = ids.map((id, r) => {
      const record = Buffer.from(JSON.stringify(contactRecord({ id })))
      if (r !== damaged) {
        untouched.push(id)
        return record
      }
      const at = below(record.length - 1)
      // Inside the record: its first byte and its last stay, so that the neighbours are not touched.
      const kinds = [
        () => record.subarray(0, 1 + at),
        () => Buffer.concat([record.subarray(0, at), Buffer.from([0xff]), record.subarray(at + 1)]),
        () => Buffer.concat([record.subarray(0, at), Buffer.from('"'), record.subarray(at)]),
        () => Buffer.concat([record.subarray(0, at), record.subarray(at + 1 + below(40))]),
      ]
      return (kinds[below(kinds.length)] as () => Buffer)()
    })
    const content = Buffer.concat(parts)
    lake.add(`object-${o}`, o % 2 === 0 ? content : gzipSync(content))
  }
  const report = await lake.run()
  const accepted = await lake.rows<{ id: string }>('SELECT contact_id AS id FROM contact_record ORDER BY 1')
  expect(accepted.map(({ id }) => id)).toEqual(expect.arrayContaining(untouched.sort()))
  expect(report.read).toBe(report.accepted + report.duplicate + report.superseded + report.quarantined)
  expect(report.quarantined).toBeGreaterThan(80)
  expect(
    await lake.rows(
      'SELECT object_key FROM ledger WHERE read <> accepted + duplicate + superseded + quarantined',
    ),
  ).toEqual([])
  expect(await lake.rows('SELECT count(*) AS n FROM quarantine')).toEqual([{ n: report.quarantined }])
})
