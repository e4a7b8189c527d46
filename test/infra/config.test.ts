import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeIn } from '../../infra/code.ts'
import { deploymentJsonSchema, deploymentOf, readDeployment, runMissingHours } from '../../infra/config.ts'
import { LakeError } from '../../schema/error.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { everything, smallest, twoInstances } from './deployments.ts'

const folder = temporaryFolder()

const refused = (json: unknown): string => {
  try {
    deploymentOf(json, 'file.json')
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    expect(error.remedy).not.toBe('')
    return error.lines().join('\n')
  }
  throw new Error('it was not refused')
}

test('the smallest file settles every default', () => {
  const { ingest, lake, etl } = deploymentOf(smallest, 'file.json')
  expect(ingest).toMatchObject({ contact_records: 'stream', take_over: false, retention_hours: 48 })
  expect(lake.cutoff_gb).toBe(100)
  expect(etl).toMatchObject({ schedule: 'rate(1 hour)', arrivals: false, time_zone: 'UTC' })
})

test.each([
  // As before: three.
  ['rate(15 minutes)', 3],
  ['rate(1 hour)', 3],
  // Two more than the hours between two runs.
  ['rate(3 hours)', 5],
  ['rate(1 day)', 26],
  // From 18:30 to 7:30 it is thirteen hours.
  ['cron(30 7-18 * * ? *)', 15],
  // From the morning of Friday to that of Monday.
  ['cron(0 6 ? * MON-FRI *)', 74],
  // The last day of each month: not known.
  ['cron(0 6 L * ? *)', 3],
])('after %s a run is missed when none has succeeded for %d hours', (schedule, hours) => {
  expect(runMissingHours(deploymentOf({ ...smallest, etl: { schedule } }, 'x'))).toBe(hours)
})

test('raw objects may go before they would move where they never do, or a day after they did', () => {
  for (const storage of [
    { raw_infrequent_after_days: 'never', raw_expire_days: 7 },
    { raw_infrequent_after_days: 30, raw_expire_days: 31 },
  ])
    expect(deploymentOf({ ...smallest, storage }, 'x').storage).toMatchObject(storage)
})

test('what is valid is taken', () => {
  for (const file of [smallest, everything, twoInstances]) expect(() => deploymentOf(file, 'x')).not.toThrow()
})

test('a contact attribute that is called as something on the dashboards is refused before anything is compiled', () => {
  expect(refused({ ...everything, contact_attributes: [{ name: 'period' }] })).toContain(
    'period is called as',
  )
})

test('each value says what it is, and what holds without it', () => {
  interface Node {
    readonly properties?: Readonly<Record<string, Node & { readonly description?: string }>>
    readonly required?: readonly string[]
    readonly items?: Node
    readonly default?: unknown
  }
  const walk = ({ properties = {}, required = [], items }: Node, path: string): void => {
    if (items) walk(items, path)
    for (const [name, node] of Object.entries(properties)) {
      const at = `${path}.${name}`
      expect(node.description, at).toBeTruthy()
      const isSaid = node.default !== undefined || /\(default[):]|; else /.test(node.description ?? '')
      if (!required.includes(name) && !node.properties) expect(isSaid, at).toBe(true)
      // What is in these is described where it is kept: etl/live/rule.ts, sql/access-schema.ts, dashboards/theme/.
      if (['.live', '.access', '.theme'].includes(at)) continue
      walk(node, at)
    }
  }
  walk(deploymentJsonSchema() as Node, '')
})

describe('refused, with what to do:', () => {
  const [instance] = smallest.instances
  const stream = 'arn:aws:kinesis:eu-west-2:123456789012:stream/agents'
  const key = (region: string) =>
    `arn:aws:kms:${region}:123456789012:key/0123abcd-0123-4567-89ab-0123456789ab`
  test.each([
    ['a region without Connect', { ...smallest, region: 'eu-north-1' }, /region/],
    ['an account as a number', { ...smallest, account: 123456789012 }, /account/],
    ['an unknown key', { ...smallest, colour: 'blue' }, /colour/],
    ['an unknown key within', { ...smallest, etl: { memory: 1 } }, /memory/],
    [
      'contact attributes of one column',
      { ...smallest, contact_attributes: [{ name: 'plan' }, { name: 'Plan' }] },
      /not told apart/,
    ],
    ['no instance', { ...smallest, instances: [] }, /instances/],
    [
      'an ARN of something else',
      { ...smallest, instances: [{ ...instance, arn: 'arn:aws:s3:::bucket' }] },
      /instance/,
    ],
    [
      'an instance of another region',
      { ...smallest, instances: [{ ...instance, arn: instance?.arn.replace('eu-west-2', 'us-east-1') }] },
      /an instance of account 123456789012 in eu-west-2/,
    ],
    ['an instance twice', { ...smallest, instances: [instance, instance] }, /twice/],
    [
      'a stream of another account',
      { ...smallest, ingest: { agent_events: 'arn:aws:kinesis:eu-west-2:999999999999:stream/agents' } },
      /a stream of account/,
    ],
    [
      'a key of a stream of ours',
      { ...smallest, ingest: { agent_events_key: key('eu-west-2') } },
      /agent_events_key[\s\S]*named by its ARN/,
    ],
    [
      'a key of another region',
      { ...smallest, ingest: { agent_events: stream, agent_events_key: key('us-east-1') } },
      /a key in eu-west-2/,
    ],
    [
      'a key by its alias',
      {
        ...smallest,
        ingest: { agent_events: stream, agent_events_key: key('eu-west-2').replace('key/', 'alias/') },
      },
      /not an ARN of the form arn:aws:kms/,
    ],
    [
      'names too long for a bucket',
      { ...smallest, prefix: 'the-contact-centre-of-acme-incorporated' },
      /63 at most for a bucket[\s\S]*shorten prefix or environment by \d+/,
    ],
    ['a schedule that is none', { ...smallest, etl: { schedule: 'hourly' } }, /etl\.schedule/],
    ['a time zone that is none', { ...smallest, etl: { time_zone: 'Europe/Pari' } }, /Europe\/Pari/],
    [
      'business hours over midnight',
      { ...smallest, etl: { business_hours: { monday: ['22:00-06:00'] } } },
      /business hours/,
    ],
    [
      'more runs a day than refreshes',
      { ...smallest, quicksight: everything.quicksight, etl: { schedule: 'rate(30 minutes)' } },
      /rate\(45 minutes\) or more rarely/,
    ],
    [
      'more starts of a cron a day than refreshes',
      { ...smallest, quicksight: everything.quicksight, etl: { schedule: 'cron(0/30 * * * ? *)' } },
      /48 runs a day[\s\S]*rate\(45 minutes\) or more rarely/,
    ],
    [
      'an alarm that would ring between two runs',
      { ...smallest, etl: { schedule: 'rate(6 hours)' }, watch: { run_missing_hours: 6 } },
      /watch\.run_missing_hours: 6, [\s\S]*up to 6 hours from one run to the next[\s\S]*write 7 or more/,
    ],
    [
      'an alarm that would ring each weekend',
      { ...smallest, etl: { schedule: 'cron(0 6 ? * MON-FRI *)' }, watch: { run_missing_hours: 25 } },
      /up to 72 hours[\s\S]*write 73 or more/,
    ],
    [
      'a run so rarely that no alarm could look back to it',
      { ...smallest, etl: { schedule: 'cron(0 6 1 * ? *)' } },
      /up to 744 hours[\s\S]*less than 168 hours/,
    ],
    [
      'raw objects that move before S3 moves any',
      { ...smallest, storage: { raw_infrequent_after_days: 29 } },
      /storage\.raw_infrequent_after_days/,
    ],
    [
      'raw objects that go on the day on which they move',
      { ...smallest, storage: { raw_expire_days: 90 } },
      /raw_expire_days: 90, and storage\.raw_infrequent_after_days: 90[\s\S]*"never"/,
    ],
    [
      'a reader twice',
      { ...smallest, lake: { readers: [...everything.lake.readers, ...everything.lake.readers] } },
      /lake\.readers\.1: arn:aws:iam::123456789012:role\/analysts twice[\s\S]*leave out the second/,
    ],
    [
      'readers that are opted in and are none',
      { ...smallest, lake: { opt_in: true } },
      /lake\.opt_in: true, and no lake\.readers/,
    ],
    ['a rule of nobody', { ...smallest, access: [{ rows: 'all' }] }, /access: a rule is of one user/],
    [
      'dashboards that nobody owns',
      { ...smallest, quicksight: { groups: { staff: 'viewer' } } },
      /no group is an owner/,
    ],
    [
      'what the stacks know by themselves',
      { ...smallest, quicksight: { ...everything.quicksight, workgroup: 'other' } },
      /workgroup/,
    ],
    [
      'a link that lies among the tables of the lake',
      {
        ...smallest,
        etl: { managed_lake: { ...everything.etl.managed_lake, database: 'connect_lake_dev' } },
      },
      /etl\.managed_lake\.database[\s\S]*make a database for links/,
    ],
    [
      'a link of which nobody knows where it leads',
      { ...smallest, etl: { managed_lake: { database: 'connect_managed' } } },
      /etl\.managed_lake\.target/,
    ],
    [
      'a live rule that looks at what no stream brings',
      {
        ...smallest,
        live: { rules: [{ name: 'rude', when: 'keyword', words: ['never again'] }] },
      },
      /live\.rules: keyword[\s\S]*ingest\.contact_lens_segments: true/,
    ],
    [
      'somebody to tell of alerts who has no address',
      { ...smallest, live: { ...everything.live, emails: ['floor'] } },
      /live\.emails\.0/,
    ],
    [
      'notices of files that are kept elsewhere',
      { ...smallest, ingest: { file_notices: everything.ingest.file_notices } },
      /ingest\.recordings: false[\s\S]*leave file_notices out/,
    ],
    [
      'a reader of files of another account',
      {
        ...smallest,
        ingest: {
          recordings: true,
          file_notices: { readers: ['arn:aws:iam::999999999999:role/transcripts'] },
        },
      },
      /roles of account 123456789012/,
    ],
    [
      'notices that nobody takes',
      { ...smallest, ingest: { recordings: true, file_notices: { readers: [] } } },
      /ingest\.file_notices\.readers/,
    ],
    [
      'an image without a tag',
      { ...smallest, etl: { backfill: { ...everything.etl.backfill, image: 'x' } } },
      /image/,
    ],
  ])('%s', (_, json, said) => {
    expect(refused(json)).toMatch(said)
  })

  test('a file that is no JSON, and one that is not there', () => {
    const path = join(folder, 'broken.json')
    writeFileSync(path, '{ "environment": ')
    expect(() => readDeployment(path)).toThrow(LakeError)
    expect(() => readDeployment(join(folder, 'none.json'))).toThrow(LakeError)
  })

  test('code that was not bundled', () => {
    const code = codeIn(folder)
    for (const [asked, remedy] of [
      [() => code.handler('plan'), 'npm run bundle'],
      [() => code.layer(), 'npm run layer'],
    ] as const)
      expect(asked).toThrow(expect.objectContaining({ remedy: expect.stringContaining(remedy) }))
  })
})
