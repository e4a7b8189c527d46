import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { questions } from '../../cli/deployment/questions.ts'
import { readDeployment } from '../../infra/config.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { errorParts } from './error-parts.ts'
import { failure } from './lake-before.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const FILE = 'connect-lake.deploy.json'

const arn = (digit: number): string =>
  `arn:aws:connect:eu-west-2:123456789012:instance/0000000${digit}-aaaa-bbbb-cccc-000000000000`
const needed = ['--environment', 'prod', '--instances', `${arn(1)}=acme, ${arn(2)}=acme-emea`]
const emptyFolder = (name: string): string => writeTree(join(folder, name), { '.keep': '' })
const json = (cwd: string): unknown => JSON.parse(readFileSync(join(cwd, FILE), 'utf8'))
const smallest = {
  environment: 'prod',
  account: '123456789012',
  region: 'eu-west-2',
  instances: [
    { arn: arn(1), alias: 'acme' },
    { arn: arn(2), alias: 'acme-emea' },
  ],
}

describe('without a terminal', () => {
  test('what is needed is enough, and defaults are not written down', async () => {
    const cwd = emptyFolder('needed')
    expect(await cli.done(['init', ...needed], { cwd })).toBe(`${FILE}\n`)
    expect(json(cwd)).toEqual(smallest)
    expect(readDeployment(join(cwd, FILE)).etl.time_zone).toBe('UTC')
  })

  test('every answer has its place', async () => {
    const cwd = emptyFolder('every')
    const more = ['--contact-records', 'firehose', '--agent-events', 'off', '--time-zone', 'Europe/Paris']
    const seen = ['--quicksight-groups', 'leads=owner, staff=viewer', '--quicksight-region', 'us-east-1']
    const emails = ['--emails', 'ada@example.com, bob@example.com']
    const readers = ['transcripts', 'archive'].map(name => `arn:aws:iam::123456789012:role/${name}`)
    const told = ['--file-readers', readers.join(', ')]
    const link = 'connect_managed.records = 999988887777.connect_datalake.contact_record_v2'
    const job = ['--schedule', 'rate(2 hours)', '--managed-lake', link]
    await cli.done(['init', ...needed, ...more, ...told, ...job, ...seen, ...emails], { cwd })
    expect(json(cwd)).toEqual({
      ...smallest,
      ingest: {
        ...{ contact_records: 'firehose', agent_events: 'off' },
        ...{ recordings: true, file_notices: { readers } },
      },
      etl: {
        ...{ time_zone: 'Europe/Paris', schedule: 'rate(2 hours)' },
        managed_lake: {
          ...{ database: 'connect_managed', table: 'records' },
          target: { account: '999988887777', database: 'connect_datalake', table: 'contact_record_v2' },
        },
      },
      quicksight: { groups: { leads: 'owner', staff: 'viewer' }, identity_region: 'us-east-1' },
      watch: { emails: ['ada@example.com', 'bob@example.com'] },
    })
    expect(readDeployment(join(cwd, FILE)).quicksight).toMatchObject({ namespace: 'default' })
  })

  test('a link to the managed lake needs no tables', async () => {
    const cwd = emptyFolder('link')
    await cli.done(['init', ...needed, '--managed-lake', 'managed=999988887777.connect'], { cwd })
    expect(json(cwd)).toMatchObject({
      etl: {
        managed_lake: { database: 'managed', target: { account: '999988887777', database: 'connect' } },
      },
    })
    const { table, target } = readDeployment(join(cwd, FILE)).etl.managed_lake ?? {}
    expect([table, target?.table]).toEqual(['contact_record', 'contact_record'])
  })

  test('every question has a flag, and every flag is a question', async () => {
    const help = await cli.done(['init', '--help'])
    for (const { flag } of questions) expect(help).toContain(flag)
    const flags = [...help.matchAll(/^ {2}(--[\w-]+ <\w+>)/gm)].map(([, flag]) => flag)
    expect(flags.filter(each => !questions.some(({ flag }) => flag === each))).toEqual(['--out <file>'])
  })

  test('all flags that are missing are named, and nothing is written', async () => {
    const cwd = emptyFolder('missing')
    const { code, err } = await cli.call(['init', '--time-zone', 'UTC'], { cwd })
    expect(code).toBe(2)
    expect(err).toMatch(/value +--environment <name>, --instances <list>/)
    expect(() => json(cwd)).toThrow('ENOENT')
  })

  test.each([
    ['an ARN without an alias', ['--environment', 'prod', '--instances', arn(1)], 'instances.0.alias'],
    ['a zone that is none', [...needed, '--time-zone', 'Europe/Atlantis'], 'Europe/Atlantis'],
    ['a schedule that is none', [...needed, '--schedule', 'hourly'], 'etl.schedule'],
    [
      'dashboards that nobody owns',
      [...needed, '--quicksight-groups', 'staff=viewer'],
      'no group is an owner',
    ],
    ['a group without what it may', [...needed, '--quicksight-groups', 'leads'], 'quicksight.groups.leads'],
    [
      'a region of QuickSight that is none',
      [...needed, '--quicksight-groups', 'leads=owner', '--quicksight-region', 'ireland'],
      'quicksight.identity_region',
    ],
    [
      'a reader of another account',
      [...needed, '--file-readers', 'arn:aws:iam::999999999999:role/archive'],
      'ingest.file_notices.readers: arn:aws:iam::999999999999:role/archive',
    ],
    [
      'a link of which nobody says where it leads',
      [...needed, '--managed-lake', 'managed'],
      'etl.managed_lake.target.account',
    ],
    [
      'a link that leads to no account',
      [...needed, '--managed-lake', 'managed=connect.contact_record'],
      'etl.managed_lake.target.account: twelve digits',
    ],
    ['an address that is none', [...needed, '--emails', 'ada'], 'watch.emails.0'],
  ])('%s is refused, and nothing is written', async (name, args, says) => {
    const cwd = emptyFolder(name.replaceAll(' ', '-'))
    expect((await failure(cli.call(['init', ...args], { cwd }))).value).toContain(says)
    expect(() => json(cwd)).toThrow('ENOENT')
  })

  test('a region of QuickSight without anybody who is to see something there is a wrong use', async () => {
    const cwd = emptyFolder('nobody')
    const { code, err } = await cli.call(['init', ...needed, '--quicksight-region', 'us-east-1'], { cwd })
    expect(code).toBe(2)
    expect(errorParts(err)).toMatchObject({ value: '--quicksight-region us-east-1' })
    expect(() => json(cwd)).toThrow('ENOENT')
  })

  test('what is there stays, unless --force says otherwise', async () => {
    const cwd = writeTree(join(folder, 'there'), { [FILE]: '{"mine":1}' })
    expect((await failure(cli.call(['init', ...needed], { cwd }))).do).toContain('--force')
    expect(json(cwd)).toEqual({ mine: 1 })
    await cli.done(['init', ...needed, '--force'], { cwd })
    expect(json(cwd)).toEqual(smallest)
  })
})

describe('on a terminal', () => {
  const all = [
    ...needed,
    '--contact-records',
    'stream',
    '--agent-events',
    'stream',
    '--file-readers',
    '',
    '--managed-lake',
    '',
    '--time-zone',
    'UTC',
    '--schedule',
    'rate(1 hour)',
    '--quicksight-groups',
    '',
  ]

  /** Runs it on a terminal, where a key is pressed once the question is there. */
  function pressed(key: string, cwd: string): Promise<{ code: number | null; out: string }> {
    const words = [process.execPath, cli.script, 'init', ...all].map(word => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', `stty cols 120; exec ${words}`, '/dev/null'], { cwd })
    let out = ''
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => resolve({ code, out }))
      child.stdout.on('data', (chunk: Buffer) => {
        const wasAsked = out.includes('Who is told of alarms')
        out += chunk
        if (!wasAsked && out.includes('Who is told of alarms')) child.stdin.write(key)
      })
    })
  }

  test('it asks for what no flag says, and takes what it suggests', async () => {
    const cwd = emptyFolder('asked')
    const { code, out } = await pressed('\r', cwd)
    expect(code).toBe(0)
    expect(out).not.toContain('IANA name')
    // Nobody is to see dashboards, so nobody is asked where those are.
    expect(out).not.toContain('QuickSight was signed up')
    expect(json(cwd)).toEqual(smallest)
  })

  test('Ctrl-C writes nothing, and ends with 130', async () => {
    const cwd = emptyFolder('given-up')
    const { code, out } = await pressed('\x03', cwd)
    expect(code).toBe(130)
    expect(out).toContain('Who is told of alarms')
    expect(() => json(cwd)).toThrow('ENOENT')
  })
})
