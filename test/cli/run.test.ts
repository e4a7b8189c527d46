import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { moreRaw, smallCounts, writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

/** A raw folder and a place for a lake. */
function placesOf(name: string) {
  const raw = writeSmallRaw(join(folder, name, 'raw'))
  const lake = join(folder, name, 'lake')
  return { raw, lake, flags: ['--raw', raw, '--lake', lake] }
}

test.concurrent('--json: one object with the counts; then nothing is new; then only what is new', async () => {
  const { raw, lake, flags } = placesOf('counts')
  const run = ['run', ...flags, '--no-derive', '--json']
  const first = await cli.call(run)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/^\{[^\n]*\}\n$/)
  const report = JSON.parse(first.out)
  expect(report).toMatchObject({ ...smallCounts, replaced: 0, commits: 1, commit: expect.any(String) })
  expect(await historyOf(lake)).toEqual([report.commit])

  const before = treeOf(lake)
  const second = JSON.parse(await cli.done(run))
  expect(second).toMatchObject({ objects: 0, read: 0, accepted: 0, commits: 0, commit: null })
  expect(await historyOf(lake)).toEqual([report.commit])
  const filesOf = (tree: readonly string[]): readonly string[] => tree.filter(line => !/^_scratch/.test(line))
  expect(filesOf(treeOf(lake))).toEqual(filesOf(before))

  writeTree(raw, moreRaw)
  const third = JSON.parse(await cli.done(run))
  expect(third).toMatchObject({ objects: 1, read: 2, accepted: 2, replaced: 1, duplicate: 0, quarantined: 0 })
  expect(await historyOf(lake)).toEqual([report.commit, third.commit])

  // What was left out is made good: a day of journeys, as legs, as wholes, and as returns of customers.
  const fourth = JSON.parse(await cli.done(['run', ...flags, '--json']))
  expect(fourth).toMatchObject({ objects: 0, commits: 0, derived_partitions: 4 })
  expect(await historyOf(lake)).toEqual([report.commit, third.commit, fourth.commit])
})

test.concurrent('for people: the counts in words; quiet in a pipe', async () => {
  const { flags } = placesOf('words')
  const first = await cli.call(['run', ...flags])
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/^ {2}read +7 {2}records in 2 objects\n {2}accepted +3 {2}became rows\n/)
  expect(first.out).toMatch(
    /\n {2}duplicate +1 .*\n {2}superseded +2 .*\n {2}quarantined +1 .*\n {2}derived +4 {2}partitions\n {2}commit +0{9}2-\w+\n$/,
  )
  const second = await cli.call(['run', ...flags])
  expect(second).toMatchObject({ code: 0, err: '', out: 'Nothing is new: the lake has all of it.\n' })
  for (const { out } of [first, second]) expect(out).not.toMatch(/[^\P{Cc}\n]/u)
})

test.concurrent('--dry-run: says what would be read, and leaves no trace', async () => {
  const { raw, lake, flags } = placesOf('dry')
  const planned = await cli.call(['run', ...flags, '--dry-run'])
  expect(planned).toMatchObject({ code: 0, err: '' })
  expect(planned.out).toMatch(/^commit 1 {2}2 objects, .*, arrived 2025-07-01 10:00 to 2025-07-01 11:00\n$/)
  expect(existsSync(lake)).toBe(false)

  await cli.done(['run', ...flags])
  writeTree(raw, moreRaw)
  const before = treeOf(lake)
  const plan = JSON.parse(await cli.done(['run', ...flags, '--dry-run', '--json']))
  expect(plan).toEqual({
    commits: [{ objects: Object.keys(moreRaw), size_bytes: moreRaw['2025/07/02/08/three'].length }],
  })
  expect(treeOf(lake)).toEqual(before)
})

test.concurrent('--dry-run refuses what a run would refuse', async () => {
  const { raw } = placesOf('dry-refused')
  const lake = writeTree(join(folder, 'full'), { 'notes.txt': 'mine' })
  const before = treeOf(lake)
  const refused = await cli.call(['run', '--raw', raw, '--lake', lake, '--dry-run'])
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('notes.txt')
  expect(treeOf(lake)).toEqual(before)
})

test.concurrent('--batch-mb cuts a run into commits', async () => {
  const { raw, flags } = placesOf('batches')
  // With 0.6 MB each, a batch of a megabyte takes one of them: the small ones and x, then y.
  const padded = (id: string): string => JSON.stringify(contactRecord({ id })).padEnd(600_000, ' ')
  writeTree(raw, { '2025/07/03/01/x': padded('x'), '2025/07/03/02/y': padded('y') })
  const report = JSON.parse(await cli.done(['run', ...flags, '--batch-mb', '1', '--json']))
  expect(report).toMatchObject({ commits: 2, objects: 4, read: 9, accepted: 5, quarantined: 1 })
})

test.concurrent('--record-limit-bytes: where an object is split into records, larger ones go to the quarantine', async () => {
  const records = [
    contactRecord({ id: 'a' }),
    contactRecord({ id: 'large', attributes: { note: 'x'.repeat(10_000) } }),
    contactRecord({ id: 'b' }),
  ]
  // Cut short at its end, so that it is split.
  const object = Buffer.concat([concatenated(records), Buffer.from('{"ContactId":')])
  const raw = writeTree(join(folder, 'limit', 'raw'), { object })
  const flags = ['--raw', raw, '--lake', join(folder, 'limit', 'lake')]
  const report = JSON.parse(await cli.done(['run', ...flags, '--record-limit-bytes', '2048', '--json']))
  expect(report).toMatchObject({ read: 4, accepted: 2, quarantined: 2 })
})
