import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const older = JSON.stringify(contactRecord({ id: 'c', updated: '2025-07-01T10:01:00Z' }))
const newer = JSON.stringify(contactRecord({ id: 'c', updated: '2025-07-01T11:01:00Z' }))

/** Runs over one object each; gives what each run counted. */
async function runs(...contents: readonly string[]) {
  const lake = testLake(folder)
  const reports = []
  for (const [i, content] of contents.entries()) {
    lake.add(`${i}`, content)
    reports.push(await lake.run())
  }
  return reports
}

const none = { accepted: 0, duplicate: 0, superseded: 0, quarantined: 0, replaced: 0 }

test('a copy that comes with the newer version is a duplicate, and the first is superseded', async () => {
  const [first] = await runs(older + newer + older)
  expect(first).toMatchObject({ ...none, read: 3, accepted: 1, duplicate: 1, superseded: 1 })
})

test('a copy that comes when the table holds a newer version is superseded: it is no copy of the row', async () => {
  const [, second, third] = await runs(older, newer, older + older)
  expect(second).toMatchObject({ ...none, read: 1, accepted: 1, replaced: 1 })
  // The second of the two is a copy of the first, in the same run.
  expect(third).toMatchObject({ ...none, read: 2, duplicate: 1, superseded: 1 })
})

test('a copy of the row that the table holds is a duplicate in any later run', async () => {
  const [, second, third] = await runs(newer, older + newer, newer)
  expect(second).toMatchObject({ ...none, read: 2, duplicate: 1, superseded: 1 })
  expect(third).toMatchObject({ ...none, read: 1, duplicate: 1 })
})
