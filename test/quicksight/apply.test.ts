import { describe, expect, test } from 'vitest'
import { versionsOf } from '../../dashboards/deploy/assets/shown.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { requestName } from '../../dashboards/quicksight/request.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'
import { latestOf } from './server/state.ts'

const quick = quickSight()

const board = { AwsAccountId: place.account_id, DashboardId: 'overview' }
const published = async () => (await versionsOf(quick.api, board))?.published
const NAME = 'CreateDashboard.overview'
const renamed = (name: string) => wantedBut(NAME, 'Definition.Sheets[0].Name', name)

describe('an empty account', () => {
  test('a plan makes everything, and writes nothing', async () => {
    expect(moves(await planned(quick.api))).toEqual(requests().map(each => `create ${requestName(each)}`))
    expect(quick.server.writes()).toEqual([])
  })

  test('apply makes everything in the order of the requests, one after the other', async () => {
    const done: string[] = []
    await apply(quick.api, requests(), { done: ({ request }) => done.push(requestName(request)) })
    expect(done).toEqual(requests().map(requestName))
    expect(quick.server.writes()).toEqual(requests().map(({ operation }) => operation))
    expect(await published()).toBe(1)
  })

  test('a second apply writes nothing', async () => {
    await apply(quick.api)
    const before = quick.server.writes().length
    expect(moves(await apply(quick.api))).toEqual([])
    expect(quick.server.writes().slice(before)).toEqual([])
  })

  test('nor does one over a service that gives back no empty lists, and fills in what was left open', async () => {
    quick.server.state.normalises = true
    const empty = wantedBut(
      NAME,
      'Definition.Sheets[0].Images',
      [],
      wantedBut(NAME, 'Definition.StaticFiles', []),
    )
    await apply(quick.api, empty)
    const before = quick.server.writes().length
    expect(moves(await apply(quick.api, empty))).toEqual([])
    expect(quick.server.writes().slice(before)).toEqual([])
  })

  test('nor does one of every kind of visual, which have many empty lists', async () => {
    quick.server.state.normalises = true
    const { account_id, identity_region } = place
    const all = compileQuickSight({
      ...{ dashboards: everyDashboard, version: '1.0.0' },
      settings: { ...settings, account_id, identity_region, prefix: '' },
    })
    await apply(quick.api, all)
    const before = quick.server.writes().length
    expect(moves(await apply(quick.api, all))).toEqual([])
    expect(quick.server.writes().slice(before)).toEqual([])
  })

  test('assets say what they were made from, and for which environment', async () => {
    await apply(quick.api)
    expect(Object.fromEntries(quick.server.state.assets.get('dashboard/overview')?.tags ?? [])).toEqual({
      'connect-lake:hash': expect.stringMatching(/^[\da-f]{16}$/),
      'connect-lake:environment': 'none',
    })
  })
})

describe('changes', () => {
  test('a renamed sheet is a new version of one dashboard, shown when it is good; the one before stays', async () => {
    await apply(quick.api)
    const before = quick.server.writes().length
    const steps = await apply(quick.api, renamed('Today'))
    expect(moves(steps)).toEqual([`update ${NAME}`])
    expect(steps.find(({ action }) => action === 'update')?.differences).toEqual([
      { path: 'Definition.Sheets[0].Name', wanted: 'Today', shown: 'Overview' },
    ])
    expect(quick.server.writes().slice(before)).toEqual([
      'UpdateDashboard',
      'TagResource',
      'UpdateDashboardPublishedVersion',
    ])
    expect(await versionsOf(quick.api, board)).toMatchObject({ published: 2, latest: 2, good: [1, 2] })
    expect(moves(await planned(quick.api, renamed('Today')))).toEqual([])
  })

  test.each([
    ['CreateDataSource.athena', 'Name', 'The lake', ['UpdateDataSource', 'TagResource']],
    ['CreateDataSet.contacts', 'Name', 'All contacts', ['UpdateDataSet', 'TagResource']],
    [
      'CreateTheme.plain',
      'Configuration.DataColorPalette.Colors[0]',
      '#000000',
      ['UpdateTheme', 'TagResource'],
    ],
    ['CreateFolder.everybody', 'Name', 'Everything', ['UpdateFolder', 'TagResource']],
    ['CreateGroup.leads', 'Description', 'Who leads', ['UpdateGroup']],
    [
      'CreateRefreshSchedule.contacts.daily',
      'Schedule.ScheduleFrequency.TimeOfTheDay',
      '06:00',
      ['UpdateRefreshSchedule'],
    ],
    [
      'PutDataSetRefreshProperties.contacts',
      'DataSetRefreshProperties.RefreshConfiguration.IncrementalRefresh.LookbackWindow.Size',
      7,
      ['PutDataSetRefreshProperties'],
    ],
  ])('%s', async (name, path, to, writes) => {
    await apply(quick.api)
    const before = quick.server.writes().length
    expect(moves(await apply(quick.api, wantedBut(name, path, to)))).toEqual([`update ${name}`])
    expect(quick.server.writes().slice(before)).toEqual(writes)
    expect(moves(await planned(quick.api, wantedBut(name, path, to)))).toEqual([])
  })

  test('what was changed by hand is put right, and told as such', async () => {
    await apply(quick.api)
    const theme = quick.server.state.assets.get('theme/plain')
    if (theme) latestOf(theme).input.Name = 'By hand'
    const steps = await apply(quick.api)
    expect(steps.filter(({ action }) => action !== 'keep').map(({ reason }) => reason)).toEqual([
      'was changed by hand',
    ])
    expect(theme && latestOf(theme).input.Name).toBe('Plain')
  })

  test('a group that is no longer named loses what it had; a user with whom somebody shared by hand keeps it', async () => {
    await apply(quick.api)
    const asset = quick.server.state.assets.get('dashboard/overview')
    const ann = 'arn:aws:quicksight:eu-central-1:111122223333:user/default/ann'
    asset?.permissions.set(ann, ['quicksight:DescribeDashboard'])
    const [principal] = [...(asset?.permissions.keys() ?? [])]
    const other = principal?.replace('leads', 'authors') as string
    quick.server.state.groups.set('default/authors', { GroupName: 'authors', Namespace: 'default' })
    const steps = await apply(quick.api, wantedBut(NAME, 'Permissions[0].Principal', other))
    expect(moves(steps)).toEqual([`share ${NAME}`])
    expect([...(asset?.permissions.keys() ?? [])].sort()).toEqual([other, ann].sort())
  })
})

describe('what fails', () => {
  const errors = [
    {
      Type: 'COLUMN_TYPE_MISMATCH',
      Message: 'contact_date is no date',
      ViolatedEntities: [{ Path: 'sheet/overview-sheet/visual/volume' }],
    },
  ]

  test('a version that cannot be made is told with its visual, and never shown; the next apply mends it', async () => {
    await apply(quick.api)
    quick.server.next('UpdateDashboard', { errors })
    await expect(apply(quick.api, renamed('Today'))).rejects.toMatchObject({
      what: 'QuickSight could not make CreateDashboard.overview',
      value:
        'COLUMN_TYPE_MISMATCH, sheet Today, visual Contacts by day (sheet/overview-sheet/visual/volume): contact_date is no date',
    })
    expect(await published()).toBe(1)
    const steps = await apply(quick.api, renamed('Today'))
    expect(steps.filter(({ action }) => action !== 'keep').map(({ reason }) => reason)).toEqual([
      'its last change failed',
    ])
    expect(await published()).toBe(3)
  })

  test('half-way: what was made stays, and the next apply goes on', async () => {
    quick.server.next('CreateTheme', { throw: 'AccessDeniedException' })
    await expect(apply(quick.api)).rejects.toMatchObject({
      what: 'AWS denied access',
      allowed: 'the permission quicksight:CreateTheme on it',
      value: expect.stringContaining('theme plain'),
    })
    expect(moves(await apply(quick.api))).toEqual([
      'create CreateTheme.plain',
      'create CreateDashboard.overview',
      'create CreateFolderMembership.everybody.overview',
    ])
  })

  test.each(
    requests()
      .map(({ operation }) => operation)
      .filter((each, i, all) => all.indexOf(each) === i),
  )('at %s: the next apply goes on, and the one after it has nothing to do', async operation => {
    quick.server.next(operation, { throw: 'InvalidParameterValueException' })
    await expect(apply(quick.api)).rejects.toMatchObject({ what: 'AWS answered with an error' })
    await apply(quick.api)
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('throttled: asked again, later', async () => {
    quick.server.next('CreateDataSet', { throw: 'ThrottlingException', times: 3 })
    await apply(quick.api)
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('an answer that is lost after the work was done: what is there is ours', async () => {
    quick.server.next('CreateDashboard', { lost: true })
    await apply(quick.api)
    expect(await published()).toBe(1)
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('in the making elsewhere: tried again', async () => {
    await apply(quick.api)
    quick.server.next('UpdateDashboard', { throw: 'ConflictException', times: 2 })
    await apply(quick.api, renamed('Today'))
    expect(await published()).toBe(2)
  })

  test('a data source that cannot ask Athena stops all that would stand on it', async () => {
    quick.server.next('CreateDataSource', {
      errors: [{ Type: 'ACCESS_DENIED', Message: 'no output bucket' }],
    })
    await expect(apply(quick.api)).rejects.toMatchObject({ value: 'ACCESS_DENIED: no output bucket' })
    expect([...quick.server.state.assets.keys()]).toEqual(['folder/everybody', 'datasource/athena'])
    await apply(quick.api)
    expect(await published()).toBe(1)
  })
})
