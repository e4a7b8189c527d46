import { describe, expect, test } from 'vitest'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { requestName } from '../../dashboards/quicksight/request.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { NAME, published, renamed } from './overview.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'

const quick = quickSight()

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
    expect(await published(quick.api)).toBe(1)
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
    expect(await published(quick.api)).toBe(1)
    const steps = await apply(quick.api, renamed('Today'))
    expect(steps.filter(({ action }) => action !== 'keep').map(({ reason }) => reason)).toEqual([
      'its last change failed',
    ])
    expect(await published(quick.api)).toBe(3)
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
      expect(await published(quick.api)).toBe(1)
      quick.server.next(operation, { late: 3 })
      expect(moves(await apply(quick.api, wanted))).toEqual([`update ${name}`])
      expect(await published(quick.api)).toBe(operation === 'UpdateDashboard' ? 3 : 1)
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
    expect(await published(quick.api)).toBe(1)
    expect(moves(await planned(quick.api))).toEqual([])
  })

  test('in the making elsewhere: tried again', async () => {
    await apply(quick.api)
    quick.server.next('UpdateDashboard', { throw: 'ConflictException', times: 2 })
    await apply(quick.api, renamed('Today'))
    expect(await published(quick.api)).toBe(2)
  })

  test('a data source that cannot ask Athena stops all that would stand on it', async () => {
    quick.server.next('CreateDataSource', {
      errors: [{ Type: 'ACCESS_DENIED', Message: 'no output bucket' }],
    })
    await expect(apply(quick.api)).rejects.toMatchObject({ value: 'ACCESS_DENIED: no output bucket' })
    expect([...quick.server.state.assets.keys()]).toEqual(['folder/everybody', 'datasource/athena'])
    await apply(quick.api)
    expect(await published(quick.api)).toBe(1)
  })
})
