import { describe, expect, test } from 'vitest'
import { versionsOf } from '../../dashboards/deploy/assets/shown.ts'
import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import { noteRefreshed, refreshedFrom } from '../../dashboards/deploy/refresh.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { groupArn } from '../../dashboards/quicksight/place.ts'
import { type Request, request, requestName } from '../../dashboards/quicksight/request.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
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
    const names = requests().map(requestName)
    const ofData = (name: string) => name.startsWith('CreateDataSet.')
    // Data sets are read while what belongs to them is made.
    expect(done.slice(0, 7)).toEqual([...names.slice(0, 3), ...names.slice(5, 7), ...names.filter(ofData)])
    expect(done.slice(7)).toEqual(names.slice(7))
    const operations = requests().map(({ operation }) => operation)
    const noted = ['TagResource', 'TagResource']
    expect(quick.server.writes()).toEqual([...operations.slice(0, 7), ...noted, ...operations.slice(7)])
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
    ['CreateDataSet.contacts', 'Name', 'All contacts', ['UpdateDataSet', 'TagResource', 'TagResource']],
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

  describe('an analysis in which somebody tries something', () => {
    const analysis = request('CreateAnalysis', 'overview', {
      ...{ AwsAccountId: place.account_id, AnalysisId: 'overview', Name: 'Contact centre overview' },
      Definition: definition(place),
    })
    const all = [...requests(), analysis]
    const ANALYSIS = 'CreateAnalysis.overview'
    const next = wantedBut(ANALYSIS, 'Definition.Sheets[0].Name', 'Tomorrow', all)
    const there = () => quick.server.state.assets.get('analysis/overview')
    const sheet = () => there()?.versions.at(-1)?.input.Definition.Sheets[0]
    const LEFT = {
      action: 'leave',
      reason: 'was changed by hand; --replace puts ours in its place',
    }
    const stepOf = (steps: readonly AssetStep[]) => steps.find(each => requestName(each.request) === ANALYSIS)

    test.each([
      ['the same is wanted still', all],
      ['another one is wanted by now', next],
    ])('stays, and that is told, when %s', async (_, wanted) => {
      quick.server.state.normalises = true
      await apply(quick.api, all)
      sheet().Name = 'Tried'
      expect(stepOf(await apply(quick.api, wanted))).toMatchObject(LEFT)
      expect(sheet().Name).toBe('Tried')
      expect(stepOf(await planned(quick.api, wanted))).toMatchObject(LEFT)
      expect(moves(await apply(quick.api, wanted, { replace: true }))).toEqual([`update ${ANALYSIS}`])
      expect(sheet().Name).toBe(wanted === next ? 'Tomorrow' : 'Overview')
      expect(moves(await planned(quick.api, wanted))).toEqual([])
    })

    test('one that nobody changed is brought to what is wanted, also one that failed, and one that is so already', async () => {
      quick.server.state.normalises = true
      await apply(quick.api, all)
      expect(moves(await apply(quick.api, next))).toEqual([`update ${ANALYSIS}`])
      quick.server.next('UpdateAnalysis', { errors: [{ Type: 'INTERNAL_FAILURE', Message: 'x' }] })
      await expect(apply(quick.api, all)).rejects.toThrow()
      expect(moves(await apply(quick.api, all))).toEqual([`update ${ANALYSIS}`])
      sheet().Name = 'Tomorrow'
      expect(moves(await apply(quick.api, next))).toEqual([`update ${ANALYSIS}`])
      expect(moves(await planned(quick.api, next))).toEqual([])
    })

    describe.each([
      ['after it was changed', 'TagResource', [{}, { throw: 'AccessDeniedException' }]],
      ['after it was noted that it is about to be', 'UpdateAnalysis', [{ throw: 'AccessDeniedException' }]],
    ] as const)('one whose change was stopped %s', (_, operation, orders) => {
      const third = wantedBut(ANALYSIS, 'Definition.Sheets[0].Name', 'Some day', all)
      const fewer = wantedBut(
        'CreateDataSet.contacts',
        'PhysicalTableMap.contact.RelationalTable.InputColumns',
        [{ Id: 'c2', Name: 'contact_date', Type: 'DATETIME' }],
        third,
      )

      test.each([
        ['the same', next, 'Tomorrow'],
        ['the one before it', all, 'Overview'],
        ['a third', third, 'Some day'],
      ])(
        'is ours, and is brought to %s; by then what is tried in it stays again',
        async (__, wanted, name) => {
          quick.server.state.normalises = true
          await apply(quick.api, all)
          for (const order of orders) quick.server.next(operation, order)
          await expect(apply(quick.api, next)).rejects.toThrow()
          expect((await planned(quick.api, fewer)).filter(({ refusal }) => refusal)).toEqual([])
          expect(moves(await apply(quick.api, wanted))).toEqual([`update ${ANALYSIS}`])
          expect(sheet().Name).toBe(name)
          expect(moves(await planned(quick.api, wanted))).toEqual([])
          sheet().Name = 'Tried'
          expect(stepOf(await planned(quick.api, wanted))).toMatchObject(LEFT)
        },
      )
    })

    test('uses columns as those of users do, and is shared as it is wanted', async () => {
      await apply(quick.api, all)
      sheet().Name = 'Tried'
      const fewer = wantedBut(
        'CreateDataSet.contacts',
        'PhysicalTableMap.contact.RelationalTable.InputColumns',
        [{ Id: 'c2', Name: 'contact_date', Type: 'DATETIME' }],
        next,
      )
      const steps = await planned(quick.api, fewer)
      expect(steps.find(({ refusal }) => refusal)?.refusal?.value).toBe(
        'CreateDataSet.contacts: analysis Contact centre overview: contact_id, sl_num, sl_den',
      )
      const Permissions = [{ Principal: groupArn(place, 'leads'), Actions: ['quicksight:DescribeAnalysis'] }]
      await apply(quick.api, wantedBut(ANALYSIS, 'Permissions', Permissions, all))
      expect([...(there()?.permissions.keys() ?? [])]).toEqual([groupArn(place, 'leads')])
      expect(sheet().Name).toBe('Tried')
    })
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

describe('data sets in memory', () => {
  const contacts = 'CreateDataSet.contacts'
  const noTable = { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.contact is not there' }
  const noRoom = { Type: 'ACCOUNT_CAPACITY_LIMIT_EXCEEDED', Message: 'SPICE is full' }
  const hash = () =>
    quick.server.state.assets.get('dataset/contacts')?.tags.get('connect-lake:hash') as string
  const ingestions = () => quick.server.state.ingestions.get('contacts')?.length

  test('what cannot be read is told with its name, all of it at once, and nothing is made that stands on it', async () => {
    quick.server.next('CreateDataSet', { ingestion: noTable })
    quick.server.next('CreateDataSet', { ingestion: noRoom })
    const done: string[] = []
    await expect(
      apply(quick.api, requests(), { done: ({ request }) => done.push(requestName(request)) }),
    ).rejects.toMatchObject({
      what: 'QuickSight could not read data sets, so nothing that stands on them is changed or shown',
      value: [
        'CreateDataSet.who-sees (Who sees what): SQL_TABLE_NOT_FOUND: connect.contact is not there',
        'CreateDataSet.contacts (Contacts): ACCOUNT_CAPACITY_LIMIT_EXCEEDED: SPICE is full',
      ].join('\n'),
    })
    expect(done).not.toContain(contacts)
    expect(quick.server.writes()).not.toContain('CreateTheme')
    expect(quick.server.writes()).not.toContain('CreateDashboard')
    const steps = await planned(quick.api)
    expect(steps.find(({ request }) => requestName(request) === contacts)).toMatchObject({
      action: 'read',
      reason: 'was not read to its end',
    })
    await apply(quick.api)
    expect(ingestions()).toBe(2)
    expect(await published()).toBe(1)
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('one that changed and cannot be read leaves viewers with the version that they see', async () => {
    await apply(quick.api)
    const both = wantedBut(contacts, 'Name', 'All contacts', renamed('Today'))
    quick.server.next('UpdateDataSet', { ingestion: noTable })
    await expect(apply(quick.api, both)).rejects.toMatchObject({
      value: 'CreateDataSet.contacts (All contacts): SQL_TABLE_NOT_FOUND: connect.contact is not there',
    })
    expect(await versionsOf(quick.api, board)).toMatchObject({ published: 1, latest: 1 })
    expect(moves(await planned(quick.api, both))).toEqual([`read ${contacts}`, `update ${NAME}`])
    await apply(quick.api, both)
    expect(await published()).toBe(2)
  })

  test('what was changed by hand and cannot be read when it is put right is not taken for good', async () => {
    await apply(quick.api)
    const asset = quick.server.state.assets.get('dataset/contacts')
    if (asset) latestOf(asset).input.Name = 'By hand'
    quick.server.next('UpdateDataSet', { ingestion: noTable })
    await expect(apply(quick.api)).rejects.toMatchObject({ value: expect.stringContaining(noTable.Type) })
    expect(moves(await planned(quick.api))).toEqual([`read ${contacts}`])
  })

  test('what an apply did not see the end of is waited for by the next, and not read once more', async () => {
    quick.server.next('CreateRefreshSchedule', { throw: 'AccessDeniedException' })
    await expect(apply(quick.api)).rejects.toThrow()
    expect(hash()).toMatch(/^reading-[\da-f]{16}$/)
    expect(moves(await planned(quick.api))).toContain(`read ${contacts}`)
    const before = quick.server.calls.length
    await apply(quick.api)
    expect(quick.server.calls.slice(before).map(({ operation }) => operation)).toContain('DescribeIngestion')
    expect([hash(), ingestions()]).toEqual([expect.stringMatching(/^[\da-f]{16}$/), 1])
  })

  test('one whose answer was lost is waited for, too', async () => {
    quick.server.next('CreateDataSet', { lost: true })
    await apply(quick.api)
    expect(quick.server.calls.map(({ operation }) => operation)).toContain('ListIngestions')
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('what is asked at each look is not waited for', async () => {
    const direct = wantedBut('CreateDataSet.who-sees', 'ImportMode', 'DIRECT_QUERY')
    await apply(quick.api, wantedBut(contacts, 'ImportMode', 'DIRECT_QUERY', direct).filter(isNoRefresh))
    expect(quick.server.calls.map(({ operation }) => operation)).not.toContain('DescribeIngestion')
    expect(quick.server.writes()).not.toContain('TagResource')
  })

  test('one that is asked at each look from now on is not read by schedule any more', async () => {
    await apply(quick.api)
    const direct = wantedBut(contacts, 'ImportMode', 'DIRECT_QUERY').filter(
      each => each.id === 'who-sees' || isNoRefresh(each),
    )
    const gone = [
      'remove CreateRefreshSchedule.contacts.daily',
      'remove PutDataSetRefreshProperties.contacts',
    ]
    expect(moves(await planned(quick.api, direct))).toEqual([...gone, `update ${contacts}`])
    quick.server.next('DeleteDataSetRefreshProperties', { throw: 'AccessDeniedException' })
    await expect(apply(quick.api, direct)).rejects.toThrow()
    expect(moves(await apply(quick.api, direct))).toEqual([...gone.slice(1), `update ${contacts}`])
    expect(quick.server.state.schedules.get('contacts')?.size).toBe(0)
    expect(quick.server.state.properties.has('contacts')).toBe(false)
    expect(moves(await planned(quick.api, direct))).toEqual([])
    // What somebody schedules for it by hand leads to nothing, either.
    const Schedule = { ScheduleId: 'mine', RefreshType: 'FULL_REFRESH' }
    quick.server.state.schedules.get('contacts')?.set('mine', Schedule)
    expect(moves(await apply(quick.api, direct))).toEqual(['remove CreateRefreshSchedule.contacts.mine'])
    expect(moves(await planned(quick.api, direct))).toEqual([])
  })

  test('one that is read whole from now on loses the schedule and the look-back of before, and nothing of others', async () => {
    const weekly = {
      ScheduleId: 'weekly',
      RefreshType: 'FULL_REFRESH' as const,
      ScheduleFrequency: { Interval: 'WEEKLY' as const, TimeOfTheDay: '07:00', Timezone: 'Europe/Paris' },
    }
    const own = { AwsAccountId: place.account_id, DataSetId: 'contacts' }
    const both = requests().flatMap(each =>
      each.id === 'contacts.daily'
        ? [each, request('CreateRefreshSchedule', 'contacts.weekly', { ...own, Schedule: weekly })]
        : [each],
    )
    await apply(quick.api, both)
    quick.server.state.schedules.get('contacts')?.set('mine', { ...weekly, ScheduleId: 'mine' })
    const daily = 'CreateRefreshSchedule.contacts.daily'
    const whole = wantedBut(daily, 'Schedule.RefreshType', 'FULL_REFRESH').filter(
      each => each.operation !== 'PutDataSetRefreshProperties',
    )
    expect(moves(await apply(quick.api, whole))).toEqual([
      `update ${daily}`,
      'remove CreateRefreshSchedule.contacts.weekly',
      'remove PutDataSetRefreshProperties.contacts',
    ])
    expect([...(quick.server.state.schedules.get('contacts')?.keys() ?? [])]).toEqual(['daily', 'mine'])
    expect(quick.server.state.properties.has('contacts')).toBe(false)
    expect(moves(await planned(quick.api, whole))).toEqual([])
    // Back again; and a folder without schedules says nothing of them.
    await apply(quick.api, both)
    expect(moves(await planned(quick.api, both.filter(isNoRefresh)))).toEqual([])
  })

  test('left to the next refresh: nothing is waited for, and what is known of the commit is forgotten', async () => {
    quick.server.next('CreateDataSet', { ingestion: noTable, times: 2 })
    await apply(quick.api, requests(), { unread: true })
    expect(await published()).toBe(1)
    const by = { views: 'none', turn: 0 }
    for (const id of ['who-sees', 'contacts']) await noteRefreshed(quick.api, id, 7, by)
    quick.server.next('UpdateDataSet', { ingestion: noTable })
    const wanted = wantedBut(contacts, 'Name', 'All contacts')
    await apply(quick.api, wanted, { unread: true })
    expect(await refreshedFrom(quick.api, wanted)).toEqual(
      new Map([
        ['who-sees', { commit: 7, by }],
        ['contacts', { commit: undefined, by }],
      ]),
    )
    expect(moves(await planned(quick.api, wanted))).toEqual([])
  })
})

const isNoRefresh = ({ operation }: Request): boolean => !/Refresh/.test(operation)

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

  test.each([
    ['UpdateDashboard', NAME, 'Definition.Sheets[0].Name'],
    ['UpdateTheme', 'CreateTheme.plain', 'Name'],
  ])(
    'what %s makes is waited for where QuickSight still tells of the version before',
    async (operation, name, path) => {
      await apply(quick.api)
      const wanted = wantedBut(name, path, 'Today')
      quick.server.next(operation, { late: 3, errors: [{ Type: 'INTERNAL_FAILURE', Message: 'x' }] })
      await expect(apply(quick.api, wanted)).rejects.toMatchObject({
        what: `QuickSight could not make ${name}`,
      })
      expect(await published()).toBe(1)
      quick.server.next(operation, { late: 3 })
      expect(moves(await apply(quick.api, wanted))).toEqual([`update ${name}`])
      expect(await published()).toBe(operation === 'UpdateDashboard' ? 3 : 1)
      expect(moves(await planned(quick.api, wanted))).toEqual([])
    },
  )

  test('so is a new dashboard of which no version is listed yet', async () => {
    quick.server.next('CreateDashboard', { late: 2, errors })
    await expect(apply(quick.api)).rejects.toMatchObject({ what: `QuickSight could not make ${NAME}` })
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
    await expect(apply(quick.api)).rejects.toMatchObject({ what: 'AWS does not take this request' })
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
