import { describe, expect, test } from 'vitest'
import { versionsOf } from '../../dashboards/deploy/assets/shown.ts'
import { noteRefreshed, refreshedFrom } from '../../dashboards/deploy/refresh.ts'
import { type Request, request, requestName } from '../../dashboards/quicksight/request.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { board, NAME, published, renamed } from './overview.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'
import { latestOf } from './server/state.ts'

const quick = quickSight()

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
    expect(await published(quick.api)).toBe(1)
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
    expect(await published(quick.api)).toBe(2)
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
    expect(await published(quick.api)).toBe(1)
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
