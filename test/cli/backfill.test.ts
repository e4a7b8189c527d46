import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { moreRaw, writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

function placesOf(name: string) {
  const raw = writeSmallRaw(join(folder, name, 'raw'))
  writeTree(raw, moreRaw)
  const lake = join(folder, name, 'lake')
  return { lake, flags: ['--raw', raw, '--lake', lake, '--no-derive'] }
}
const on = (from: string, to: string): readonly string[] => ['--from', from, '--to', to]

test.concurrent('takes in the days that are named; a run has the rest', async () => {
  const { lake, flags } = placesOf('days')
  const backfill = ['backfill', ...flags, ...on('2025-07-02', '2025-07-02'), '--json']
  expect(JSON.parse(await cli.done(backfill))).toMatchObject({ objects: 1, read: 2, accepted: 2 })
  expect(JSON.parse(await cli.done(backfill))).toMatchObject({ objects: 0, commit: null })
  // The record of b that came with the third object is newer than both of the others.
  expect(JSON.parse(await cli.done(['run', ...flags, '--json']))).toMatchObject({
    ...{ objects: 2, read: 7, accepted: 2, duplicate: 1, superseded: 3, quarantined: 1 },
  })
  expect(await historyOf(lake)).toHaveLength(2)
})

test.concurrent('--dry-run says what would be read; for people: that there is nothing', async () => {
  const { flags } = placesOf('dry')
  const dry = await cli.done(['backfill', ...flags, ...on('2025-07-01', '2025-07-01'), '--dry-run'])
  expect(dry).toMatch(/^commit 1 {2}2 objects, .* arrived 2025-07-01 10:00 to 2025-07-01 11:00\n$/)
  expect(await cli.done(['backfill', ...flags, ...on('2024-01-01', '2024-12-31')])).toBe(
    'Nothing is new: the lake has all of what arrived on these days.\n',
  )
})

describe.concurrent('days that are none are refused, and no lake is made', () => {
  test.each<[string, readonly string[], string]>([
    ['no first day', ['--to', '2025-07-01'], 'value    --from'],
    ['no last day', ['--from', '2025-07-01'], 'value    --to'],
    ['an end before the beginning', on('2025-07-02', '2025-07-01'), 'exchange --from and --to'],
    ['a day that does not exist', on('2025-02-30', '2025-03-01'), 'a day that exists, as YYYY-MM-DD'],
    ['no day', on('yesterday', '2025-03-01'), 'a day that exists, as YYYY-MM-DD'],
  ])('%s', async (name, days, says) => {
    const { lake, flags } = placesOf(name.replaceAll(' ', '-'))
    const { code, out, err } = await cli.call(['backfill', ...flags, ...days])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
    expect((await cli.call(['status', '--lake', lake])).err).toContain('there is no lake')
  })
})
