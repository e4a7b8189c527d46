import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { alignedTable } from '../../cli/table.ts'
import { bytes, duration } from '../../cli/terminal.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { onTerminal } from '../fixture/terminal.ts'
import { writeTree } from '../fixture/tree.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

const places = (name: string): readonly string[] => {
  const raw = writeSmallRaw(join(folder, name, 'raw'))
  return ['--raw', raw, '--lake', join(folder, name, 'lake')]
}

describe('on a terminal', () => {
  test('a run shows how far it is, how fast, and how long still, and leaves one line behind', async () => {
    const { code, out } = await onTerminal(cli.script, ['run', ...places('run')])
    expect(code).toBe(0)
    expect(out).toContain('Looking for what is new')
    expect(out).toMatch(/Reading [\d.]+ kB of 8\.3 kB \([\d.]+ [kM]?B\/s, [\d.]+ s left\)/)
    expect(out).toContain('Merging into the partitions')
    expect(out).toContain('Committing')
    // Each is written over the one before; only the last is followed by a new line, and by the summary.
    const lines = out.split('\n').map(
      line =>
        line
          .split('\r')
          .filter(part => part !== '')
          .at(-1) ?? '',
    )
    expect(lines[0]).toMatch(/✓.* Read 7 records in [\d.]+ s/)
    expect(lines[1]).toMatch(/^ {2}read +7 {2}records in 2 objects/)
  })

  test('a simulation shows its days', async () => {
    const out = join(folder, 'simulated')
    const shown = await onTerminal(cli.script, [
      'simulate',
      '--out',
      out,
      '--days',
      '2',
      '--contacts-per-day',
      '5',
    ])
    expect(shown.code).toBe(0)
    expect(shown.out).toMatch(/Simulating day 2 of 2: \d+ contacts, /)
    expect(shown.out).toMatch(/✓.* Simulated 2 days in /)
  })

  test('an error ends the line with a cross, and comes after it', async () => {
    const [rawFlag, raw, lakeFlag] = places('error') as [string, string, string]
    const other = join(folder, 'no-lake')
    writeTree(other, { 'letter.txt': Buffer.from('not ours') })
    const { code, out } = await onTerminal(cli.script, ['run', rawFlag, raw, lakeFlag, other])
    expect(code).toBe(1)
    expect(out).toMatch(
      /✗.* Stopped\. The lake is as it was[^\n]*\n.*✗.* this is no lake, and not empty either/,
    )
  })
})

test('in a pipe there is no progress, no colour, nothing that moves a cursor', async () => {
  const out = join(folder, 'piped')
  const lake = join(folder, 'piped-lake')
  const calls = [
    ['simulate', '--out', out, '--days', '1', '--contacts-per-day', '5'],
    ['run', '--raw', out, '--lake', lake],
    ['query', '--lake', lake, "SELECT chr(27) || '[31m' AS red, chr(8238) AS turned"],
  ]
  for (const args of calls) {
    const { code, out, err } = await cli.call(args)
    expect({ code, err }, args[0]).toEqual({ code: 0, err: '' })
    expect(out).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
  }
})

test('columns are as wide as what is in them, numbers to the right, and long texts are cut', () => {
  const columns = [
    { name: 'name', align: 'left' },
    { name: 'n', align: 'right' },
  ] as const
  const rows = [
    ['é', '1'],
    ['e\u0301', '22'],
    ['日本', '333'],
    ['a\nb', '4'],
    ['x'.repeat(61), '5'],
  ]
  // 日本 takes four columns, é one, however it is written.
  const room = (n: number): string => ' '.repeat(n)
  expect(alignedTable(columns, rows, 60).split('\n')).toEqual([
    `name${room(56)}    n`,
    `${'─'.repeat(60)}  ───`,
    `é${room(59)}    1`,
    `e\u0301${room(59)}   22`,
    `日本${room(56)}  333`,
    `a·b${room(57)}    4`,
    `${'x'.repeat(59)}…    5`,
  ])
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [8_321, '8.3 kB'],
  [99_949, '99.9 kB'],
  [100_000, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_400_000_000, '1.4 GB'],
])('%d bytes are %s', (n, text) => expect(bytes(n)).toBe(text))

test.each([
  [0, '0.0 s'],
  [1_449, '1.4 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 m 00 s'],
  [252_000, '4 m 12 s'],
])('%d ms are %s', (ms, text) => expect(duration(ms)).toBe(text))
