import { describe, expect, test } from 'vitest'
import { versionsOf } from '../../dashboards/deploy/assets/shown.ts'
import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import { groupArn } from '../../dashboards/quicksight/place.ts'
import { request, requestName } from '../../dashboards/quicksight/request.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
import { board, NAME, renamed } from './overview.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'
import { latestOf } from './server/state.ts'

const quick = quickSight()

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
