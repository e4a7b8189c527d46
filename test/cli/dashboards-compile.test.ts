/** Dashboards compiled to files, as processes: what is written, and what is refused. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONFIG_FILE } from '../../cli/config.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const compile = ['dashboards', 'compile', '--target', 'quicksight', '--out']
const place = ['--account', '111122223333', '--region', 'eu-west-1', '--database', 'lake_db', '--groups']
const quicksight = {
  account_id: '111122223333',
  region: 'eu-west-1',
  database: 'lake_db',
  groups: { leads: 'owner', staff: 'viewer' },
}
const folderWith = (name: string, config: object): string =>
  writeTree(join(folder, name), { [CONFIG_FILE]: JSON.stringify(config) })

const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'))

const textsIn = (of: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(of).map(name => [name, readFileSync(join(of, name), 'utf8')]))

test.concurrent('without a configuration flags are enough: a file for each request', async () => {
  const cwd = folderWith('flags', {})
  const said = await cli.done(
    [...compile, 'out', ...place, 'leads=owner, staff=viewer', '--prefix', 'test-'],
    { cwd },
  )
  const names = readdirSync(join(cwd, 'out'))
  expect(said).toBe(`✓ ${names.length} files in out\n`)
  expect(names).toEqual(
    expect.arrayContaining([
      ...dashboards.flatMap(({ id }) => [`CreateDashboard.${id}.json`, `CreateAnalysis.${id}.json`]),
      'CreateDataSource.athena.json',
      'CreateGroup.leads.json',
    ]),
  )
  const [{ id }] = dashboards as [(typeof dashboards)[number]]
  const { AwsAccountId, DashboardId, Permissions } = json(cwd, 'out', `CreateDashboard.${id}.json`)
  expect({ AwsAccountId, DashboardId }).toEqual({ AwsAccountId: '111122223333', DashboardId: `test-${id}` })
  expect(Permissions.map(({ Principal }: { Principal: string }) => Principal)).toEqual([
    'arn:aws:quicksight:eu-west-1:111122223333:group/default/leads',
    'arn:aws:quicksight:eu-west-1:111122223333:group/default/staff',
  ])
  // Nothing is left beside it.
  expect(readdirSync(cwd).sort()).toEqual([CONFIG_FILE, 'out'].sort())
})

test.concurrent('the configuration says the same as flags, and flags win', async () => {
  const cwd = folderWith('both', { quicksight })
  await cli.done([...compile, 'file'], { cwd })
  await cli.done([...compile, 'flags', ...place, 'staff=viewer,leads=owner'], { cwd: folderWith('none', {}) })
  expect(textsIn(join(cwd, 'file'))).toEqual(textsIn(join(folder, 'none', 'flags')))

  await cli.done([...compile, 'file', '--workgroup', 'night'], { cwd })
  const { DataSourceParameters } = json(cwd, 'file', 'CreateDataSource.athena.json')
  expect(DataSourceParameters.AthenaParameters.WorkGroup).toBe('night')
})

test.concurrent('the rules of the configuration protect the data sets', async () => {
  const access = [{ group: 'leads', rows: 'all' }]
  const cwd = folderWith('access', { quicksight, access })
  await cli.done([...compile, 'out'], { cwd })
  const sets = readdirSync(join(cwd, 'out'))
    .filter(name => name.startsWith('CreateDataSet.'))
    .map(name => json(cwd, 'out', name))
    .filter(({ UseAs }) => UseAs !== 'RLS_RULES')
  expect(sets).not.toEqual([])
  // The books of the lake itself have no column by which a rule could give rows: everybody sees them.
  const ruled = sets.filter(set => /"(queue_name|agent_hierarchy_level\d_name)"/.test(JSON.stringify(set)))
  expect(ruled).not.toEqual([])
  for (const set of ruled) expect(JSON.stringify(set)).toContain('"RowLevelPermission')
})

test.concurrent('the model of the page: what the page is told about each dashboard', async () => {
  const cwd = folderWith('page', {})
  await cli.done(['dashboards', 'compile', '--target', 'page', '--out', 'out'], { cwd })
  expect(readdirSync(join(cwd, 'out'))).toEqual(dashboards.map(({ id }) => `Dashboard.${id}.json`).sort())
  for (const { id, title } of dashboards)
    expect(json(cwd, 'out', `Dashboard.${id}.json`)).toMatchObject({ id, title })
})

test.concurrent('a folder with something else in it is not touched', async () => {
  const cwd = folderWith('else', { quicksight })
  mkdirSync(join(cwd, 'mine'))
  writeFileSync(join(cwd, 'mine', 'thesis.txt'), 'mine')
  const { what, value } = await failure(cli.call([...compile, 'mine'], { cwd }))
  expect({ what, value }).toEqual({ what: 'the folder holds something else', value: 'mine' })
  expect(readdirSync(join(cwd, 'mine'))).toEqual(['thesis.txt'])
})

test.concurrent('what QuickSight would not take is refused, and nothing is written', async () => {
  const cwd = folderWith('refused', { quicksight })
  const { what, value } = await failure(
    // Ids have no more than 512 characters.
    cli.call([...compile, 'out', '--prefix', `${'a'.repeat(600)}-`], { cwd }),
  )
  expect(what).toMatch(/^Create\w+\.[\w.-]+: /)
  expect(value).toContain('aaa')
  expect(readdirSync(cwd)).toEqual([CONFIG_FILE])
})

test.concurrent.each([
  ['no account', [], 'account_id', '--account'],
  ['a region that is none', ['--account', '111122223333', '--region', 'Frankfurt'], 'region', '--region'],
  ['a role that is none', [...place, 'leads=king'], 'groups.leads', '--groups'],
  ['no owner', [...place, 'staff=viewer'], 'groups', '--groups'],
])('%s is wrong use, which names the flag', async (name, args, setting, flag) => {
  const cwd = folderWith(name, {})
  const { code, out, err } = await cli.call([...compile, 'out', ...args], { cwd })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(`${setting}:`)
  expect(err).toContain(`give ${flag}, or set quicksight.`)
  expect(readdirSync(cwd)).toEqual([CONFIG_FILE])
})

test.concurrent('neither target nor folder is guessed', async () => {
  const { code, err } = await cli.call(['dashboards', 'compile', '--target', 'page'])
  expect(code).toBe(2)
  expect(err).toContain('--out DIR')
})
