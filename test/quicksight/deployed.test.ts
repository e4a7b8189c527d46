import { expect, test } from 'vitest'
import { deployedOf, ownAssets } from '../../dashboards/deploy/deployed.ts'
import { differencesOf } from '../../dashboards/deploy/difference.ts'
import { exportedFiles } from '../../dashboards/deploy/export.ts'
import { checkNobodyElse, planRemoval, removeAssets } from '../../dashboards/deploy/remove.ts'
import { requestsOf } from '../../dashboards/quicksight/files.ts'
import { violationsOf } from '../../dashboards/quicksight/model/check.ts'
import { request, requestName } from '../../dashboards/quicksight/request.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
import { apiOf, apply, moves, planned, quickSight } from './place.ts'

const quick = quickSight()
const account = { AwsAccountId: place.account_id }
const mine = request('CreateAnalysis', 'mine', {
  ...{ ...account, AnalysisId: 'mine', Name: 'My queues' },
  Definition: definition(place),
})

const someone = (input: object) =>
  quick.api.ask('CreateAnalysis', 'mine', client => client.createAnalysis(input as never))

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
