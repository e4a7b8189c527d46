import { expect, test } from 'vitest'
import { deployedOf, ownAssets } from '../../dashboards/deploy/deployed.ts'
import { differencesOf } from '../../dashboards/deploy/difference.ts'
import { exportedFiles } from '../../dashboards/deploy/export.ts'
import { preflight } from '../../dashboards/deploy/preflight.ts'
import { checkNobodyElse, planRemoval, removeAssets } from '../../dashboards/deploy/remove.ts'
import { planPublish, planRollback, takeVersions } from '../../dashboards/deploy/versions.ts'
import { requestsOf } from '../../dashboards/quicksight/files.ts'
import { violationsOf } from '../../dashboards/quicksight/model/check.ts'
import { request, requestName } from '../../dashboards/quicksight/request.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
import { apiOf, apply, moves, planned, quickSight, wantedBut } from './place.ts'

const quick = quickSight()
const account = { AwsAccountId: place.account_id }
const COLUMNS = 'PhysicalTableMap.contact.RelationalTable.InputColumns'
const withoutSum = wantedBut('CreateDataSet.contacts', COLUMNS, [
  { Id: 'c1', Name: 'contact_id', Type: 'STRING' },
  { Id: 'c2', Name: 'contact_date', Type: 'DATETIME' },
  { Id: 'c3', Name: 'queue_name', Type: 'STRING' },
])
const mine = request('CreateAnalysis', 'mine', {
  ...{ ...account, AnalysisId: 'mine', Name: 'My queues' },
  Definition: definition(place),
})

const someone = (input: object) =>
  quick.api.ask('CreateAnalysis', 'mine', client => client.createAnalysis(input as never))

test("a data set that loses columns which a user's analysis uses is refused, with the user's analysis and the columns", async () => {
  await apply(quick.api)
  await someone(mine.input)
  const before = quick.server.writes().length
  await expect(apply(quick.api, withoutSum)).rejects.toMatchObject({
    what: 'a data set would lose columns that analyses of users use, or change their type',
    value: 'CreateDataSet.contacts: analysis My queues: sl_num, sl_den',
  })
  expect(quick.server.writes().slice(before)).toEqual([])
  await apply(quick.api, withoutSum, { breaking: true })
  expect(moves(await planned(quick.api, withoutSum, { breaking: true }))).toEqual([])
})

test('a column of another type is refused, too; one that nobody uses, and one more, are not', async () => {
  await apply(quick.api)
  await someone(mine.input)
  const retyped = wantedBut('CreateDataSet.contacts', `${COLUMNS}[3].Type`, 'DECIMAL')
  expect(moves(await planned(quick.api, retyped))).toContain('refuse CreateDataSet.contacts')
  const unused = wantedBut('CreateDataSet.contacts', `${COLUMNS}[2].Type`, 'INTEGER')
  expect(moves(await planned(quick.api, unused))).toEqual(['update CreateDataSet.contacts'])
  const more = wantedBut('CreateDataSet.contacts', `${COLUMNS}[5]`, {
    Id: 'c6',
    Name: 'channel',
    Type: 'STRING',
  })
  expect(moves(await planned(quick.api, more))).toEqual(['update CreateDataSet.contacts'])
})

test('a data set of a user over ours uses what it loses, and everybody is looked at once for all data sets', async () => {
  await apply(quick.api)
  await someone(mine.input)
  const DataSetArn = quick.server.state.assets.get('dataset/contacts')?.arn as string
  await quick.api.ask('CreateDataSet', 'over', client =>
    client.createDataSet({
      ...{
        ...account,
        DataSetId: 'over',
        Name: 'Over ours',
        ImportMode: 'DIRECT_QUERY',
        PhysicalTableMap: {},
      },
      LogicalTableMap: { ours: { Alias: 'ours', Source: { DataSetArn } } },
    }),
  )
  const fewer = withoutSum.map(each =>
    requestName(each) === 'CreateDataSet.who-sees'
      ? wantedBut('CreateDataSet.who-sees', 'PhysicalTableMap.rules.RelationalTable.InputColumns', [
          { Name: 'GroupName', Type: 'STRING' },
        ]).find(one => requestName(one) === requestName(each))
      : each,
  )
  const before = quick.server.calls.length
  await expect(apply(quick.api, fewer as never)).rejects.toMatchObject({
    value: 'CreateDataSet.contacts: analysis My queues: sl_num, sl_den; data set Over ours: sl_num, sl_den',
  })
  const asked = quick.server.calls
    .slice(before)
    .filter(each => each.operation === 'DescribeAnalysisDefinition')
  expect(asked.map(({ input }) => input.AnalysisId)).toEqual(['mine'])
})

test('what others made is left alone, unless told otherwise', async () => {
  await quick.api.ask('CreateTheme', 'plain', client =>
    client.createTheme({
      ...account,
      ThemeId: 'plain',
      Name: 'Theirs',
      BaseThemeId: 'CLASSIC',
      Configuration: {},
    }),
  )
  await expect(apply(quick.api)).rejects.toMatchObject({
    what: 'an asset of this id was not made by connect-lake for this environment',
    value: 'CreateTheme.plain',
  })
  expect(quick.server.writes()).toEqual(['CreateTheme'])
  await apply(quick.api, requests(), { replace: true })
  expect(moves(await planned(quick.api))).toEqual([])
})

test('a data set that would lose its rules of rows or columns is refused, whatever made it open', async () => {
  await apply(quick.api)
  const before = quick.server.writes().length
  const open = wantedBut(
    'CreateDataSet.contacts',
    'SemanticModelConfiguration.TableMap.contacts.RowLevelPermissionConfiguration',
    undefined,
  )
  await expect(apply(quick.api, open)).rejects.toMatchObject({
    what: 'a data set would lose what protects it, and everybody whom it is shared with would see all of it',
    value: 'CreateDataSet.contacts: rules of rows',
  })
  expect(quick.server.writes().slice(before)).toEqual([])
  await apply(quick.api, open, { unprotect: true })
  expect(moves(await planned(quick.api, open))).toEqual([])
  // Protected again without being asked.
  await apply(quick.api)

  const seen = wantedBut('CreateDataSet.contacts', 'ColumnLevelPermissionRules', [
    {
      ColumnNames: ['queue_name'],
      Principals: ['arn:aws:quicksight:eu-central-1:111122223333:group/default/leads'],
    },
  ])
  await apply(quick.api, seen)
  await expect(apply(quick.api)).rejects.toMatchObject({
    value: 'CreateDataSet.contacts: rules of the column queue_name',
  })
})

test('whether a data set is one of rules cannot be changed', async () => {
  await apply(quick.api)
  const steps = await planned(quick.api, wantedBut('CreateDataSet.who-sees', 'UseAs', undefined))
  expect(steps.find(({ refusal }) => refusal)?.refusal?.what).toBe(
    'whether a data set is one of rules is settled when it is made',
  )
})

test('two environments in one account: each sees and removes its own', async () => {
  const at = { ...place, prefix: 'test-' }
  const test_api = await apiOf(quick.server, at)
  await apply(quick.api)
  await apply(test_api, requests(at))
  expect(moves(await planned(test_api, requests(at)))).toEqual([])
  expect(quick.server.state.assets.size).toBe(12)

  const own = planRemoval(await ownAssets(quick.api))
  expect(own.map(({ id }) => id).filter(id => id.startsWith('test-'))).toEqual([])
  await removeAssets(quick.api, own)
  expect([...quick.server.state.assets.keys()].every(key => key.includes('/test-'))).toBe(true)
  expect(quick.server.state.assets.size).toBe(6)
  expect(moves(await planned(test_api, requests(at)))).toEqual([])
})

test('delete removes only what it made, dashboards first, rules last; groups stay; a second one finds nothing', async () => {
  await apply(quick.api)
  await someone(mine.input)
  const own = planRemoval(await ownAssets(quick.api))
  expect(own.map(({ operation, id }) => requestName({ operation, id }))).toEqual([
    'CreateDashboard.overview',
    'CreateTheme.plain',
    'CreateDataSet.contacts',
    'CreateDataSet.who-sees',
    'CreateDataSource.athena',
    'CreateFolder.everybody',
  ])
  await expect(checkNobodyElse(quick.api, own)).rejects.toMatchObject({
    what: 'assets that would be taken away are used by assets of others',
    value: 'CreateDataSet.contacts: analysis My queues',
  })
  await removeAssets(quick.api, own)
  expect([...quick.server.state.assets.keys()]).toEqual(['analysis/mine'])
  expect([...quick.server.state.groups.keys()]).toEqual(['default/leads'])
  expect(await ownAssets(quick.api)).toEqual([])
  await removeAssets(quick.api, own)
  // And it can all be made again.
  await apply(quick.api)
  expect(moves(await planned(quick.api))).toEqual([])
})

test('rollback shows the version before, publish the newest, and apply goes forward', async () => {
  await apply(quick.api)
  await expect(planRollback(quick.api, requests())).rejects.toMatchObject({
    what: 'there is nothing to return to',
  })
  const today = wantedBut('CreateDashboard.overview', 'Definition.Sheets[0].Name', 'Today')
  await apply(quick.api, today)
  const back = await planRollback(quick.api, today)
  expect(back.map(({ from, to }) => [from, to])).toEqual([[2, 1]])
  await takeVersions(quick.api, back)
  expect(moves(await planned(quick.api, today))).toEqual(['publish CreateDashboard.overview'])
  expect((await planPublish(quick.api, today)).map(({ from, to }) => [from, to])).toEqual([[1, 2]])
  await apply(quick.api, today)
  expect(await planPublish(quick.api, today)).toEqual([])
})

test('apply without publishing leaves viewers where they are', async () => {
  await apply(quick.api)
  const today = wantedBut('CreateDashboard.overview', 'Definition.Sheets[0].Name', 'Today')
  await apply(quick.api, today, { unpublished: true })
  expect((await planPublish(quick.api, today)).map(({ from, to }) => [from, to])).toEqual([[1, 2]])
})

/** Another question, of columns that the definition of before does not use, over a data set without those that it does. */
const withoutSumAndUse = withoutSum.map(each =>
  requestName(each) === 'CreateDashboard.overview'
    ? { ...each, input: { ...each.input, Definition: withoutMeasures() } }
    : each,
) as typeof withoutSum

function withoutMeasures() {
  const text = JSON.stringify(definition(place)).replaceAll(
    'sum({sl_num}) / sum({sl_den})',
    'count({contact_id})',
  )
  return JSON.parse(text)
}

/** The two columns that go are the measure's, which a number shows; the line has contacts by day. */
const lacks = (version: number) =>
  `CreateDashboard.overview, version ${version}: sheet overview-sheet, visual service-level: sl_num of contacts; sl_den of contacts`

test('viewers are not left with a version whose columns go: refused before the first write, with its visuals', async () => {
  await apply(quick.api)
  const before = quick.server.writes().length
  await expect(apply(quick.api, withoutSumAndUse, { unpublished: true })).rejects.toMatchObject({
    what: 'data sets would lose what dashboards use as viewers see them, whose visuals would fail',
    value: lacks(1),
    remedy: 'apply without --no-publish, which shows the new versions',
  })
  expect(quick.server.writes().slice(before)).toEqual([])
  await apply(quick.api, withoutSumAndUse)
  // What viewers see now does not use them: nothing is lost to anybody.
  await apply(quick.api, withoutSumAndUse, { unpublished: true })
})

test('viewers are not led back to a version whose columns are gone', async () => {
  await apply(quick.api)
  await apply(quick.api, withoutSumAndUse)
  const back = await planRollback(quick.api, withoutSumAndUse)
  const before = quick.server.writes().length
  await expect(takeVersions(quick.api, back)).rejects.toMatchObject({
    what: 'versions of dashboards use what data sets do not have any more, and viewers would see visuals fail',
    value: lacks(1),
  })
  expect(quick.server.writes().slice(before)).toEqual([])
})

test('nor forward to one: columns that went, or are of another type, and data sets that are gone', async () => {
  await apply(quick.api)
  const today = wantedBut('CreateDashboard.overview', 'Definition.Sheets[0].Name', 'Today')
  await apply(quick.api, today, { unpublished: true })
  const forward = await planPublish(quick.api, today)
  const contacts = quick.server.state.assets.get('dataset/contacts')
  const columns = contacts?.versions[0]?.input.PhysicalTableMap.contact.RelationalTable.InputColumns
  columns[1].Type = 'STRING'
  await expect(takeVersions(quick.api, forward)).rejects.toMatchObject({
    value: [
      'sheet overview-sheet, visual volume: contact_date, a STRING, not DATETIME',
      'filter group group-dates, filter dates: contact_date, a STRING, not DATETIME',
    ]
      .map(line => `CreateDashboard.overview, version 2: ${line}`)
      .join('\n'),
  })
  columns[1].Type = 'DATETIME'
  quick.server.state.assets.delete('dataset/contacts')
  await expect(takeVersions(quick.api, forward)).rejects.toMatchObject({
    value: 'CreateDashboard.overview, version 2: dataset/contacts is not there',
  })
})

test('a failed version is neither published nor returned to', async () => {
  await apply(quick.api)
  quick.server.next('UpdateDashboard', { errors: [{ Type: 'INTERNAL_FAILURE', Message: 'x' }] })
  const today = wantedBut('CreateDashboard.overview', 'Definition.Sheets[0].Name', 'Today')
  await expect(apply(quick.api, today)).rejects.toThrow()
  expect(await planPublish(quick.api, today)).toEqual([])
})

test('what is deployed can be written down, and is what was asked for', async () => {
  await apply(quick.api)
  const files = exportedFiles(requests(), await deployedOf(quick.api, requests()))
  const read = requestsOf(files)
  expect(read.map(requestName)).toEqual(requests().map(requestName))
  for (const { operation, input } of read) expect(violationsOf(operation, input)).toEqual([])
  for (const [i, wanted] of requests().entries())
    expect(differencesOf(wanted.input, read[i]?.input as never)).toEqual([])
})

test('an analysis that was deleted keeps its id, and comes back under it', async () => {
  await apply(quick.api, [...requests(), mine])
  await quick.api.ask('DeleteAnalysis', 'mine', client =>
    client.deleteAnalysis({ ...account, AnalysisId: 'mine' }),
  )
  expect(moves(await apply(quick.api, [...requests(), mine]))).toEqual(['create CreateAnalysis.mine'])
  expect(quick.server.state.assets.get('analysis/mine')?.isDeleted).toBe(false)
})

test.each([
  [
    'another edition',
    () => {
      quick.server.state.edition = 'STANDARD'
    },
    place,
    'this edition of QuickSight has no dashboards from definitions',
    'STANDARD',
  ],
  [
    'another identity region',
    () => {},
    { ...place, identity_region: 'us-east-1' },
    'QuickSight was signed up in another region',
    'us-east-1',
  ],
  [
    'no such namespace',
    () => {},
    { ...place, namespace: 'leads' },
    'there is no such namespace of QuickSight',
    'leads',
  ],
  [
    'no subscription',
    () => {
      quick.server.next('DescribeAccountSubscription', { throw: 'ResourceNotFoundException' })
    },
    place,
    'the account is not signed up for QuickSight',
    place.account_id,
  ],
  [
    'no right to ask',
    () => {
      quick.server.next('DescribeAccountSubscription', { throw: 'AccessDeniedException' })
    },
    place,
    'AWS denied access',
    'account',
  ],
] as const)('before the first write: %s', async (_, arrange, at, what, value) => {
  arrange()
  await expect(preflight(await apiOf(quick.server, at), requests(at))).rejects.toMatchObject({
    what,
    value: expect.stringContaining(value),
  })
  expect(quick.server.writes()).toEqual([])
})

test('before the first write: a group that nobody makes', async () => {
  await expect(preflight(quick.api, requests().slice(1))).rejects.toMatchObject({
    what: 'assets are to be shared with a group that is not there',
    value: 'leads',
  })
  await preflight(quick.api, requests())
})
