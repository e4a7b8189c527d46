import { join } from 'node:path'
import type { Command, Option } from 'commander'
import { describe, expect, test } from 'vitest'
import { CONFIG_FILE, configSchema, settleConfig } from '../../cli/config.ts'
import { documentation } from '../../cli/docs.ts'
import { program } from '../../cli/program.ts'
import { quickSightSettings } from '../../dashboards/quicksight/settings.ts'
import { companyThemes } from '../../dashboards/theme/company.ts'
import { accessOf } from '../../sql/access.ts'
import { contactAttributes } from '../../sql/contact-attribute.ts'
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

/** The command `run`, in a command line that was told of a file. */
function runWith(file: string): Command {
  const root = program()
  root.setOptionValue('config', file)
  return root.commands.find(each => each.name() === 'run') as Command
}

const everything = {
  $schema: './schema.json',
  lake: 'l',
  raw: 'r',
  s3: {
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:9000',
    kms_key_id: 'arn:aws:kms:eu-central-1:1:key/1',
    cache_mb: 5,
    look_back_hours: 72,
  },
  glue: 'g',
  port: 1,
  memory_mb: 300,
  lanes: 3,
  batch_mb: 2,
  record_limit_bytes: 2000,
  service_level_target_percent: 95,
  time_zone: 'Europe/Paris',
  business_hours: { monday: ['08:00-18:00'] },
  engine: 'trino',
  athena: {
    workgroup: 'w',
    database: 'd',
    catalog: 'c',
    output: 's3://o/',
    reuse_minutes: 60,
    region: 'eu',
    merge_mb: 7,
  },
  trino: { url: 'http://trino', catalog: 'c', schema: 's', user: 'u' },
  managed_lake: { database: 'shared', table: 'contacts' },
  access: [{ user: 'ada', rows: 'all' as const, personal_data: true }],
  contact_attributes: [{ name: 'plan', personal: false }],
  // No colours of its own.
  theme: {},
  // No rules.
  live: {},
  quicksight: {
    account_id: '123456789012',
    region: 'eu-central-1',
    database: 'd',
    groups: { builders: 'owner' },
  },
}

describe('what a file says', () => {
  const file = join(folderWith('all', everything), CONFIG_FILE)

  test.concurrent('is taken', () => {
    expect(settleConfig(runWith(file), {})).toEqual({
      lake: 'l',
      raw: 'r',
      glue: 'g',
      port: 1,
      memory_bytes: 300 * 1024 * 1024,
      lanes: 3,
      batch_bytes: 2 * 1024 * 1024,
      record_limit_bytes: 2000,
      in_place_bytes: 7 * 1024 * 1024,
      service_level_target_percent: 95,
      s3: everything.s3,
      time_zone: 'Europe/Paris',
      business_hours: { monday: ['08:00-18:00'] },
      engine: 'trino',
      athena: everything.athena,
      trino: everything.trino,
      managed_lake: everything.managed_lake,
      access: accessOf(everything.access),
      contact_attributes: contactAttributes(everything.contact_attributes),
      themes: companyThemes(everything.theme),
      live: everything.live,
      quicksight: quickSightSettings.parse(everything.quicksight),
    })
  })

  test.concurrent('flags win; flags that were not given do not', () => {
    expect(settleConfig(runWith(file), { lake: 'mine', port: 0, raw: undefined as never })).toMatchObject({
      lake: 'mine',
      port: 0,
      raw: 'r',
    })
    expect(settleConfig(runWith(file), { athena: { database: 'mine', workgroup: undefined } })).toMatchObject(
      {
        athena: { ...everything.athena, database: 'mine' },
        trino: everything.trino,
      },
    )
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
  await cli.done(['--config', 'other.json', 'run', '--no-derive'], { cwd })
  expect(JSON.parse(await cli.done(['history', '--json', '--config', 'other.json'], { cwd }))).toHaveLength(1)
})

describe('a file that is not as it should be is an error that names the place', () => {
  const bad: Record<string, [config: unknown, says: string]> = {
    'an unknown key': [{ lakes: 'l' }, 'lakes'],
    'a wrong type': [{ port: '80' }, 'port'],
    'out of range': [{ memory_mb: 1 }, 'memory_mb'],
    'an unknown key of Athena': [{ athena: { bucket: 'b' } }, 'athena'],
    'results that lie nowhere': [{ athena: { output: '/tmp' } }, 'athena.output'],
    'something unknown of S3': [{ s3: { bucket: 'b' } }, 's3'],
    'an endpoint that is none': [{ s3: { endpoint: 'here' } }, 's3.endpoint'],
    'no object': ['[]', '(root)'],
    'no JSON': ['{"lake": ', 'JSON'],
  }
  test.each(Object.entries(bad))('%s', (name, [config, says]) => {
    const file = join(folderWith(name, config), CONFIG_FILE)
    const settle = (): unknown => settleConfig(runWith(file), {})
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
    expect(() => settleConfig(runWith(file), {})).toThrow(
      expect.objectContaining({ allowed: expect.any(String) }),
    )
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

/** The commands that do something, by what one types. */
const leaves = (command: Command, above = ''): readonly { name: string; command: Command }[] =>
  command.commands.flatMap(each => {
    const name = `${above} ${each.name()}`.trim()
    return each.commands.length > 0 ? leaves(each, name) : [{ name, command: each }]
  })

/** A flag as one types it, and what a file says for the same. */
function said(option: Option): { readonly typed: readonly string[]; readonly value: unknown } {
  const flag = option.long as string
  if (option.isBoolean() || option.negate) return { typed: [flag], value: !option.negate }
  if (option.argChoices) {
    // The first is mostly the default.
    const value = option.argChoices.at(-1) as string
    return { typed: [flag, value], value }
  }
  if (/<(n|share)>/.test(option.flags)) {
    // One takes no less than 1024, others take no more than 64.
    const many = /bytes|mb$/.test(flag) ? 2048 : 64
    const value = option.flags.includes('<n>') ? many : 0.25
    return { typed: [flag, String(value)], value }
  }
  if (option.flags.includes('<day>')) return { typed: [flag, '2025-07-01'], value: '2025-07-01' }
  return { typed: [flag, 'a=b'], value: 'a=b' }
}

describe('a section of the file says what the flags of its command say', () => {
  const keyOf = (option: Option): string =>
    (option.long as string).replace(/^--(no-)?/, '').replaceAll('-', '_')
  const flags = leaves(program()).flatMap(({ name, command }) =>
    command.options.map(option => ({ name, option, key: keyOf(option) })),
  )

  /** The flags with which a command begins. */
  async function begun(name: string, args: readonly string[], file?: string): Promise<unknown> {
    const root = program()
    let opts: unknown
    for (const { command } of leaves(root)) {
      command.action(() => {
        opts = command.opts()
      })
    }
    const { command } = leaves(root).find(each => each.name === name) as { command: Command }
    const words = command.registeredArguments.filter(({ required }) => required).map(() => '1')
    const config = file ? ['--config', file] : []
    await root.parseAsync([...config, ...name.split(' '), ...words, ...args], { from: 'user' })
    return opts
  }

  test.each(flags)('$name: $key', async ({ name, option, key }) => {
    const { typed, value } = said(option)
    const file = join(folderWith(`${name} ${key}`, { [name]: { [key]: value } }), CONFIG_FILE)
    const asTyped = await begun(name, typed)
    expect(asTyped).not.toEqual(await begun(name, []).catch(() => undefined))
    expect(await begun(name, [], file)).toEqual(asTyped)
  })

  test('a flag that is typed wins over the section, and the section over the rest', async () => {
    const file = join(
      folderWith('sections', { lake: 'all', collect: { keep: 5, lake: 'own' }, history: { limit: 3 } }),
      CONFIG_FILE,
    )
    expect(await begun('collect', ['--keep', '7'], file)).toMatchObject({ keep: 7, lake: 'own' })
    expect(await begun('history', [], file)).toEqual({ limit: 3 })
    expect(settleConfig(runWith(file), {})).toMatchObject({ lake: 'all' })
  })

  test.each([
    ['collect', { keep: 0 }],
    ['collect', { keep: '5' }],
    ['collect', { limit: 5 }],
    ['query', { format: 'xml' }],
    ['simulate', { late: 1.5 }],
    ['run', { audit: 'yes' }],
  ])('%s %j is an error that names the place', async (name, section) => {
    const file = join(folderWith(`bad ${name} ${JSON.stringify(section)}`, { [name]: section }), CONFIG_FILE)
    const error = { what: 'the configuration is not valid', value: expect.stringContaining(`: ${name}`) }
    await expect(begun(name, [], file)).rejects.toThrow(expect.objectContaining(error))
  })
})

describe('the published schema', () => {
  const schema = JSON.parse(documentation(program()).get('connect-lake.config.schema.json') ?? '')
  const accepts = (config: unknown): boolean => configSchema(program()).safeParse(config).success
  const sections = leaves(program()).map(({ name }) => name)

  test.concurrent('has the keys that a file may have, each with a description, and no others', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...Object.keys(everything), ...sections].sort())
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
      if (type !== 'integer' && type !== 'number') continue
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

describe.concurrent('settings that do not go together are wrong use', () => {
  test.each<[name: string, config: object, args: readonly string[], says: string]>([
    [
      'a lake in a folder that Athena is to merge',
      { athena: { merge_mb: 1 } },
      ['run', '--raw', './raw', '--lake', './lake'],
      'Athena can merge a lake in S3 that Glue shows only',
    ],
    [
      'a password for a Trino that is asked in the open',
      { trino: { url: 'http://trino.example.com:8080', schema: 'connect' } },
      ['query', 'SELECT 1', '--engine', 'trino'],
      'a password is not sent without encryption',
    ],
  ])('%s', async (name, config, args, says) => {
    const cwd = folderWith(name.replaceAll(' ', '-'), config)
    writeTree(join(cwd, 'raw'), { object: '' })
    const { code, out, err } = await cli.call(args, { cwd, env: { TRINO_PASSWORD: 'secret' } })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
    expect(err).not.toContain('secret')
  })
})
