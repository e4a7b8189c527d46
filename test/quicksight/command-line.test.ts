/** The commands of dashboards in QuickSight, as processes, over a QuickSight on loopback. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../../sql/access.ts'
import { onStandIn } from '../aws/stand-in.ts'
import { writeSmallRaw } from '../cli/small-raw.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type Account, startAccount } from './account.ts'
import { type QuickSightServer, startQuickSight } from './server/server.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const place = { account_id: '111122223333', region: 'eu-central-1', identity_region: 'eu-central-1' }
const config = join(folder, 'quicksight.json')
const lake = join(folder, 'lake')
let server: QuickSightServer

let account: Account
let quicksight: object

/** Writes a configuration, and gives its path. */
function configured(name: string, sections: object): string {
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify(sections))
  return path
}

beforeAll(async () => {
  server = await startQuickSight(place, 0)
  account = await startAccount()
  quicksight = {
    ...{ account_id: place.account_id, region: place.region, database: account.database },
    groups: { leads: 'viewer', makers: 'owner' },
  }
  configured('quicksight', { quicksight })
  await newRole('of-lambda', 'lambda.amazonaws.com')
  await newRole('reader', 'quicksight.amazonaws.com')
})
afterAll(() => {
  account.stop()
  return server.stop()
})

async function newRole(RoleName: string, Service: string): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }]
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const iam = new IAMClient(onStandIn())
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })).catch(error => {
    if (error.name !== 'EntityAlreadyExistsException') throw error
  })
}

const callWith = (path: string, ...args: readonly string[]) =>
  cli.call(['--config', path, 'dashboards', ...args], { env: account.environment(server.url) })
const call = (...args: readonly string[]) => callWith(config, ...args)
const json = async (...args: readonly string[]) => JSON.parse((await call(...args, '--json')).out)

test('a life: plan, apply, nothing to do, status, diff, rollback, publish, export, delete', {
  timeout: 240_000,
}, async () => {
  const plan = await json('plan')
  expect(plan.length).toBeGreaterThan(5)
  expect(new Set(plan.map((each: { action: string }) => each.action))).toEqual(new Set(['create']))
  expect(server.writes()).toEqual([])

  const applied = await call('apply')
  expect(applied.err).toContain('✓ create CreateDashboard.overview')
  expect(applied.code).toBe(0)
  const before = server.writes().length
  expect((await call('apply')).out).toMatch(/^\d+ stay as they are\.\n$/)
  expect(server.writes().length).toBe(before)
  const status = await call('status')
  expect([status.code, status.out]).toEqual([0, expect.stringContaining('assets as this version has them')])
  expect((await call('diff')).out).toBe('Nothing differs.\n')

  const deployed = join(folder, 'deployed')
  await call('export', '--quicksight', deployed)
  expect(readdirSync(deployed)).toHaveLength(plan.length)

  const board = server.state.assets.get('dashboard/overview')
  const version = board?.versions[0]
  if (version) version.input.Name = 'By hand'
  const wrong = await call('status')
  expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('was changed by hand')])
  expect((await call('diff')).out).toContain('By hand')
  await call('apply')
  expect(board?.published).toBe(2)
  expect((await call('rollback')).code).toBe(0)
  expect(board?.published).toBe(1)
  expect((await call('publish')).out).toContain('overview')
  expect(board?.published).toBe(2)

  const kept = await call('delete')
  expect([kept.code, kept.err]).toEqual([2, expect.stringContaining('--yes to take them away')])
  expect((await call('delete', '--dry-run')).out).toContain('CreateDashboard.overview')
  expect(server.state.assets.size).toBeGreaterThan(0)
  await call('delete', '--yes')
  expect(server.state.assets.size).toBe(0)
  expect((await call('delete', '--yes')).out).toBe('There are none.\n')
})

test('refresh reads what changed, once, and tells what failed', async () => {
  await cli.done(['run', '--raw', writeSmallRaw(join(folder, 'raw')), '--lake', lake])
  await call('apply')
  const first = await json('refresh', '--lake', lake)
  expect(first.length).toBeGreaterThan(0)
  expect(new Set(first.map((each: { status: string }) => each.status))).toEqual(new Set(['completed']))
  expect((await call('refresh', '--lake', lake)).out).toBe('Every data set has what the lake has.\n')

  for (const asset of server.state.assets.values()) asset.tags.delete('connect-lake:commit')
  for (const all of server.state.ingestions.values()) all.length = 0
  server.next('CreateIngestion', {
    ingestion: { Type: 'PERMISSION_DENIED', Message: 'no rights on the bucket' },
  })
  const failed = await call('refresh', '--lake', lake)
  expect([failed.code, failed.err]).toEqual([
    1,
    expect.stringContaining('PERMISSION_DENIED: no rights on the bucket'),
  ])
})

test('without a section in the configuration it is said what is missing', async () => {
  const { code, err } = await cli.call(['dashboards', 'plan'])
  expect([code, err]).toEqual([2, expect.stringContaining('set quicksight.')])
})

test('the identity region is elsewhere: told before anything is written', async () => {
  const other = configured('other', { quicksight: { ...quicksight, identity_region: 'us-east-1' } })
  const before = server.writes().length
  const { code, err } = await callWith(other, 'apply')
  expect([code, err]).toEqual([1, expect.stringContaining('set "identity_region": "eu-central-1"')])
  expect(server.writes().length).toBe(before)
})

test.each([
  [
    { workgroup: 'nowhere' },
    'there is no such workgroup of Athena',
    'nowhere, in eu-central-1',
    '"workgroup"',
  ],
  [{ workgroup: 'off' }, 'the workgroup of Athena is disabled', 'off', '"workgroup"'],
  [{ workgroup: 'lost' }, 'the bucket for results is not there', 's3://nobody-has-made-this/', '"workgroup"'],
  [
    { role_arn: 'arn:aws:iam::999999999999:role/reader' },
    'QuickSight takes no role of another account',
    'arn:aws:iam::999999999999:role/reader',
    '"role_arn"',
  ],
  [
    { role_arn: `arn:aws:iam::${place.account_id}:role/nobody` },
    'there is no such role',
    'role/nobody',
    '"role_arn"',
  ],
  [
    { role_arn: `arn:aws:iam::${place.account_id}:role/of-lambda` },
    'the role does not trust QuickSight',
    'role/of-lambda',
    'trusts quicksight.amazonaws.com',
  ],
  [{ database: 'no_such' }, 'the database lacks views that data sets read', 'no_such: ', '"database"'],
])('before the first write: %j', async (wrong, ...said) => {
  const other = configured(`wrong-${Object.values(wrong)[0]?.replaceAll(/\W/g, '-')}`, {
    quicksight: { ...quicksight, ...wrong },
  })
  const before = server.writes().length
  const { code, err } = await callWith(other, 'apply')
  expect(code).toBe(1)
  for (const each of said) expect(err).toContain(each)
  expect(server.writes().length).toBe(before)
})

test('a workgroup that leaves the place of results to whoever asks, and a role that trusts QuickSight, are right', async () => {
  const other = configured('plain', {
    quicksight: {
      ...quicksight,
      workgroup: 'plain',
      prefix: 'plain-',
      role_arn: `arn:aws:iam::${place.account_id}:role/reader`,
    },
  })
  expect((await callWith(other, 'apply')).code).toBe(0)
  expect((await callWith(other, 'delete', '--yes')).code).toBe(0)
})

test('rules: those of the lake without a configuration, and refused where the two differ', {
  timeout: 240_000,
}, async () => {
  const access: Access = [{ group: 'leads', rows: { queue_name: ['Sales'] } }]
  const ruled = configured('ruled', { quicksight, access })
  const before = server.writes().length
  const early = await callWith(ruled, 'apply')
  expect([early.code, early.err]).toEqual([
    1,
    expect.stringContaining('who sees which rows is not the same in the configuration and in the lake'),
  ])
  expect(early.err).toContain(`connect-lake views apply --engine athena --database ${account.database}`)
  expect((await callWith(ruled, 'plan')).code).toBe(1)
  expect(server.writes().length).toBe(before)

  await account.deployViews(access)
  expect((await callWith(ruled, 'apply')).code).toBe(0)
  // Run from a place that has no rules configured: those of the lake count, and nothing is opened.
  const unconfigured = await call('apply')
  expect([unconfigured.code, unconfigured.out]).toEqual([
    0,
    expect.stringMatching(/^\d+ stay as they are\.\n$/),
  ])

  // The rules are taken away: only when it is said that this is meant, and then those sets go that held them.
  await account.deployViews([])
  const open = configured('open', { quicksight, access: [] })
  const refused = await callWith(open, 'apply')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('with --unprotect')])
  expect((await callWith(open, 'apply', '--unprotect')).code).toBe(0)
  const plan = JSON.parse((await callWith(open, 'plan', '--json')).out)
  const gone = plan.filter(({ action }: { action: string }) => action === 'remove')
  expect(gone.map(({ asset }: { asset: string }) => asset)).toContain('CreateDataSet.contacts-rules')
  expect((await callWith(open, 'status')).out).toContain('taken away by apply --prune: CreateDataSet.')
  expect((await callWith(open, 'apply', '--prune')).code).toBe(0)
  expect([...server.state.assets.keys()].filter(key => key.endsWith('-rules'))).toEqual([])
})
