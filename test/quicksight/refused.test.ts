import { expect, test } from 'vitest'
import { preflight } from '../../dashboards/deploy/preflight.ts'
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
