import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { errorParts } from './error-parts.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const raw = join(folder, 'raw')
const lake = join(folder, 'lake')

beforeAll(async () => {
  writeSmallRaw(raw)
  await cli.done(['run', '--raw', raw, '--lake', lake, '--no-derive'])
  writeTree(folder, { 'a-file': 'no folder', 'simulated/truth.json': '{}' })
})

describe.concurrent('2: wrong use, and how it is meant', () => {
  const wrong: Record<string, [args: readonly string[], says: string]> = {
    'no command': [[], 'Usage: connect-lake'],
    'an unknown command': [['fly'], "unknown command 'fly'"],
    'a group without its command': [['quarantine'], 'Usage: connect-lake quarantine'],
    'an unknown flag': [['run', '--fast'], "unknown option '--fast'"],
    'a missing flag': [['simulate'], 'name it with --out DIR'],
    'no raw folder': [['run', '--lake', lake], '--raw DIR'],
    'no lake to ask': [['query', 'SELECT 1'], '--lake DIR'],
    'an address without a bucket': [['status', '--lake', 's3://My_Lake/x'], 'names no bucket of S3'],
    'no statement': [['query', '--lake', lake], 'no statement was given'],
    'a missing argument': [['rollback', '--lake', lake], "missing required argument 'commit'"],
    'too many arguments': [['query', 'SELECT 1', 'SELECT 2', '--lake', lake], 'too many arguments'],
    'no number': [['run', '--batch-mb', 'many'], 'a whole number, 1 or more'],
    'a port beyond all ports': [['serve', '--lake', lake, '--port', '65536'], 'a whole number, 0 to 65535'],
    'replay of nothing': [['quarantine', 'replay', '--lake', lake], 'ids, or --all'],
  }
  test.each(Object.entries(wrong))('%s', async (_, [args, says]) => {
    const { code, out, err } = await cli.call(args, { cwd: folder })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
  })
})

describe.concurrent('1: an error in four parts: what, value, allowed, what to do', () => {
  const missing = join(folder, 'missing')
  const file = join(folder, 'a-file')
  const failing: Record<string, [args: readonly string[], what: RegExp, value: string]> = {
    'a raw folder that is missing': [['run', '--raw', missing, '--lake', lake], /raw folder/, missing],
    'a lake that is missing': [['status', '--lake', missing], /no lake in this folder/, missing],
    'a lake that is a file': [['run', '--raw', raw, '--lake', file], /a lake is a folder/, file],
    'another folder for a lake': [['query', '--lake', raw, 'SELECT 1'], /no lake in this folder/, raw],
    'a statement that writes': [
      ['query', '--lake', lake, 'DROP VIEW contact'],
      /not a question/,
      'DROP VIEW contact',
    ],
    'a commit that is not there': [['query', '--lake', lake, '--at', '7', 'SELECT 1'], /no such commit/, '7'],
    'rollback to where it is': [['rollback', '1', '--lake', lake], /already/, '1'],
    'an entry that is not there': [['quarantine', 'show', 'nil', '--lake', lake], /no such entry/, 'nil'],
    'a replay of what is not there': [
      ['quarantine', 'replay', 'nil', '--lake', lake],
      /no such entry/,
      'nil',
    ],
    'a folder with another simulation': [
      ['simulate', '--out', join(folder, 'simulated')],
      /a simulation in this folder/,
      join(folder, 'simulated'),
    ],
    'a view that is not there': [['views', 'show', 'nil'], /no such view/, 'nil'],
    'a configuration that is not there': [['status', '--config', missing], /configuration/, missing],
    'a mended text that is not there': [
      ['quarantine', 'replay', 'nil', '--with', missing, '--lake', lake],
      /not there/,
      missing,
    ],
  }
  test.each(Object.entries(failing))('%s', async (_, [args, what, value]) => {
    const { code, out, err } = await cli.call(args, { cwd: folder })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const parts = errorParts(err)
    expect(parts.what).toMatch(what)
    expect(parts.value).toContain(value)
    expect(parts.allowed).toBeTruthy()
    expect(parts.do).toBeTruthy()
  })

  test('a raw folder that is missing leaves no lake behind', async () => {
    const never = join(folder, 'never')
    expect((await cli.call(['run', '--raw', missing, '--lake', never])).code).toBe(1)
    expect((await cli.call(['status', '--lake', never])).err).toContain('there is no lake')
    expect(await historyOf(lake)).toHaveLength(1)
  })

  test('bad SQL: the statement, and where it is wrong', async () => {
    const { code, out, err } = await cli.call(['query', '--lake', lake, 'SELECT nothing FROM contact'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const parts = errorParts(err)
    expect(parts.what).toBe('the query cannot be answered')
    expect(parts.value).toContain('"nothing"')
    expect(parts.do).toContain('DESCRIBE')
  })
})

test('0: help and version are asked for, not met by mistake', async () => {
  for (const args of [['--help'], ['help'], ['--version'], ['run', '--help'], ['help', 'query']]) {
    const { code, out, err } = await cli.call(args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/\S/)
  }
})

test('--debug adds the cause of an error', async () => {
  const args = ['quarantine', 'replay', 'nil', '--with', join(folder, 'missing'), '--lake', lake]
  expect((await cli.call(args)).err).not.toContain('    at ')
  expect((await cli.call([...args, '--debug'])).err).toContain('    at ')
})
