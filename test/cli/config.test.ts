import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CONFIG_FILE, configSchema, settleConfig } from '../../cli/config.ts'
import { documentation } from '../../cli/docs.ts'
import { program } from '../../cli/program.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'
import { smallCounts, writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

/** A folder with a configuration in it. */
const folderWith = (name: string, config: unknown): string =>
  writeTree(join(folder, name), {
    [CONFIG_FILE]: typeof config === 'string' ? config : JSON.stringify(config),
  })

const everything = {
  $schema: './schema.json',
  lake: 'l',
  raw: 'r',
  port: 1,
  memory_mb: 300,
  lanes: 3,
  batch_mb: 2,
  record_limit_bytes: 2000,
  service_level_target_percent: 95,
  time_zone: 'Europe/Paris',
  business_hours: { monday: ['08:00-18:00'] },
}

describe('what a file says', () => {
  const file = join(folderWith('all', everything), CONFIG_FILE)

  test.concurrent('is taken', () => {
    expect(settleConfig(file, {})).toEqual({
      lake: 'l',
      raw: 'r',
      port: 1,
      memory_bytes: 300 * 1024 * 1024,
      lanes: 3,
      batch_bytes: 2 * 1024 * 1024,
      record_limit_bytes: 2000,
      service_level_target_percent: 95,
      time_zone: 'Europe/Paris',
      business_hours: { monday: ['08:00-18:00'] },
    })
  })

  test.concurrent('flags win; flags that were not given do not', () => {
    expect(settleConfig(file, { lake: 'mine', port: 0, raw: undefined as never })).toMatchObject({
      lake: 'mine',
      port: 0,
      raw: 'r',
    })
  })
})

test.concurrent('a file in the folder is found, and does what the flags would', async () => {
  const cwd = folderWith('found', { lake: 'lake', raw: 'raw', record_limit_bytes: 1024 })
  writeSmallRaw(join(cwd, 'raw'))
  expect(JSON.parse(await cli.done(['run', '--json'], { cwd }))).toMatchObject({ objects: 2 })
  expect(await historyOf(join(cwd, 'lake'))).toHaveLength(1)
  expect(await cli.done(['query', '--format', 'csv', 'SELECT count(*) AS n FROM ledger'], { cwd })).toBe(
    'n\n2\n',
  )
  expect(await cli.done(['quarantine', 'list', '--format', 'csv'], { cwd })).toContain('too_large')

  const other = JSON.parse(
    await cli.done(['run', '--json', '--lake', 'other', '--record-limit-bytes', '9999'], { cwd }),
  )
  expect(other).toMatchObject(smallCounts)
})

test.concurrent('--config names another file, before the command or after it', async () => {
  const cwd = folderWith('named', { lake: 'nowhere' })
  writeTree(cwd, { 'other.json': JSON.stringify({ lake: 'lake', raw: 'raw' }) })
  writeSmallRaw(join(cwd, 'raw'))
  await cli.done(['--config', 'other.json', 'run'], { cwd })
  expect(JSON.parse(await cli.done(['history', '--json', '--config', 'other.json'], { cwd }))).toHaveLength(1)
})

describe('a file that is not as it should be is an error that names the place', () => {
  const bad: Record<string, [config: unknown, says: string]> = {
    'an unknown key': [{ lakes: 'l' }, 'lakes'],
    'a wrong type': [{ port: '80' }, 'port'],
    'out of range': [{ memory_mb: 1 }, 'memory_mb'],
    'no object': ['[]', '(root)'],
    'no JSON': ['{"lake": ', 'JSON'],
  }
  test.each(Object.entries(bad))('%s', (name, [config, says]) => {
    const file = join(folderWith(name, config), CONFIG_FILE)
    const settle = (): unknown => settleConfig(file, {})
    expect(settle).toThrow(expect.objectContaining({ what: 'the configuration is not valid' }))
    expect(settle).toThrow(expect.objectContaining({ value: expect.stringContaining(file) }))
    expect(settle).toThrow(expect.objectContaining({ value: expect.stringContaining(says) }))
    for (const key of Object.keys(everything)) {
      expect(settle).toThrow(expect.objectContaining({ allowed: expect.stringContaining(key) }))
    }
    expect(settle).toThrow(expect.objectContaining({ remedy: expect.stringContaining('schema') }))
  })

  test.each([
    ['time_zone', 'Europe/Atlantis'],
    ['business_hours', { monday: ['18:00-08:00'] }],
  ])('%s %j', (key, value) => {
    const file = join(folderWith(key, { [key]: value }), CONFIG_FILE)
    expect(() => settleConfig(file, {})).toThrow(expect.objectContaining({ allowed: expect.any(String) }))
  })

  test.concurrent('as the command line tells it', async () => {
    const cwd = folderWith('told', { lakes: 'l' })
    const parts = await failure(cli.call(['status'], { cwd }))
    expect(parts.what).toBe('the configuration is not valid')
    expect(parts.value).toMatch(new RegExp(`^${CONFIG_FILE}: .*lakes`))
  })

  test.concurrent('one that cannot be read is not passed over', async () => {
    const cwd = writeTree(join(folder, 'unreadable'), { [join(CONFIG_FILE, 'x')]: 'a folder, not a file' })
    expect((await failure(cli.call(['status'], { cwd }))).value).toBe(CONFIG_FILE)
  })
})

describe('the published schema', () => {
  const schema = JSON.parse(documentation(program()).get('connect-lake.config.schema.json') ?? '')
  const accepts = (config: unknown): boolean => configSchema.safeParse(config).success

  test.concurrent('has the keys that a file may have, each with a description, and no others', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(everything).sort())
    expect(schema.additionalProperties).toBe(false)
    expect(schema.required ?? []).toEqual([])
    expect(accepts({})).toBe(true)
    expect(accepts(everything)).toBe(true)
    for (const property of Object.values<{ description?: string }>(schema.properties)) {
      expect(property.description).toMatch(/\S/)
    }
  })

  test.concurrent('draws the lines where the program draws them', () => {
    for (const [key, { type, minimum, maximum }] of Object.entries<Record<string, number | string>>(
      schema.properties,
    )) {
      expect(accepts({ [key]: type === 'string' ? 1 : '1' }), key).toBe(false)
      if (type === 'string' || type === 'object') continue
      expect(minimum, key).toBeTypeOf('number')
      expect([accepts({ [key]: minimum }), accepts({ [key]: Number(minimum) - 1 })], key).toEqual([
        true,
        false,
      ])
      expect(accepts({ [key]: Number(minimum) + 0.5 }), key).toBe(type === 'number')
      if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) continue
      expect([accepts({ [key]: maximum }), accepts({ [key]: Number(maximum) + 1 })], key).toEqual([
        true,
        false,
      ])
    }
  })
})
