/** What the specs no longer have: shown, and taken away only when asked for, and only where nobody else uses it. */
import { expect, test } from 'vitest'
import { planPrune } from '../../dashboards/deploy/remove.ts'
import { request } from '../../dashboards/quicksight/request.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
import { apiOf, apply, moves, planned, quickSight } from './place.ts'

const quick = quickSight()
const account = { AwsAccountId: place.account_id }

/** Without the dashboard, and without the data sets that only it shows. */
const gone = ['CreateDashboard', 'CreateFolderMembership', 'CreateDataSet']
const fewer = requests().filter(({ operation }) => !gone.includes(operation) && !/Refresh/.test(operation))

const someone = (what: string, name: string) =>
  request('CreateAnalysis', what, {
    ...{ ...account, AnalysisId: what, Name: name },
    Definition: definition(place),
  })
const made = (input: object) =>
  quick.api.ask('CreateAnalysis', 'theirs', client => client.createAnalysis(input as never))

test('what is wanted is not removed, and what others made, tagged or not, is not looked at', async () => {
  await apply(quick.api)
  expect(await planPrune(quick.api, requests())).toEqual([])
  await made(someone('mine', 'My queues').input)
  expect(await planPrune(quick.api, requests())).toEqual([])
})

test('planned, and left alone by an apply that was not told; then taken away, rules last, and nothing of others', async () => {
  await apply(quick.api)
  const steps = await planPrune(quick.api, fewer)
  expect(moves(steps)).toEqual([
    'remove CreateDashboard.overview',
    'remove CreateDataSet.contacts',
    'remove CreateDataSet.who-sees',
  ])
  expect(quick.server.writes().filter(name => name.startsWith('Delete'))).toEqual([])
  await apply(quick.api, fewer)
  expect(quick.server.state.assets.has('dashboard/overview')).toBe(true)

  // Beside ours, whoever it is of.
  const at = { ...place, prefix: 'test-' }
  await apply(await apiOf(quick.server, at), requests(at))
  await apply(quick.api, fewer, { prune: true })
  expect([...quick.server.state.assets.keys()].filter(key => !key.includes('/test-'))).toEqual([
    'folder/everybody',
    'datasource/athena',
    'theme/plain',
  ])
  expect(quick.server.state.assets.has('dashboard/test-overview')).toBe(true)
  expect(moves(await planPrune(quick.api, fewer))).toEqual([])
  // And all of it can come back.
  await apply(quick.api)
  expect(moves(await planned(quick.api))).toEqual([])
})

test("an analysis of a user stands on one: refused before anything is written, with the analysis's name", async () => {
  await apply(quick.api)
  await made(someone('mine', 'My queues').input)
  const before = quick.server.writes().length
  await expect(apply(quick.api, fewer, { prune: true })).rejects.toMatchObject({
    what: 'an asset that is not wanted any more is used by assets of others',
    value: 'CreateDataSet.contacts: analysis My queues',
  })
  expect(quick.server.writes().slice(before)).toEqual([])
  const steps = await planPrune(quick.api, fewer)
  expect(moves(steps)).toContain('remove CreateDashboard.overview')
})

test('a data set of a user that reads by our source, and an analysis in our colours, are users, too', async () => {
  await apply(quick.api)
  const theirs = requests().find(({ operation, id }) => operation === 'CreateDataSet' && id === 'contacts')
  await quick.api.ask('CreateDataSet', 'theirs', client =>
    client.createDataSet({ ...theirs?.input, DataSetId: 'theirs', Name: 'Their set' } as never),
  )
  const ThemeArn = quick.server.state.assets.get('theme/plain')?.arn
  await made({ ...someone('painted', 'Painted').input, ThemeArn })
  const nothing = requests().filter(({ operation }) => operation === 'CreateGroup')
  const refused = (await planPrune(quick.api, nothing)).flatMap(({ refusal }) => refusal?.value ?? [])
  expect(refused).toEqual(
    expect.arrayContaining([
      'CreateTheme.plain: analysis Painted',
      'CreateDataSource.athena: data set Their set',
    ]),
  )
})
