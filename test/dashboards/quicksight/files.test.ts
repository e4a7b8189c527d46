import { expect, test } from 'vitest'
import { filesOf, requestsOf } from '../../../dashboards/quicksight/files.ts'
import { inOrderOfDependency, type Request, request } from '../../../dashboards/quicksight/request.ts'

const account = { AwsAccountId: '111122223333' }

const dataSet = (id: string, more: object = {}): Request =>
  request('CreateDataSet', id, {
    ...{ ...account, DataSetId: id, Name: id, ImportMode: 'SPICE', PhysicalTableMap: {} },
    ...more,
  })

const schedule = request('CreateRefreshSchedule', 'contacts.daily', {
  ...account,
  DataSetId: 'contacts',
  Schedule: {
    ScheduleId: 'daily',
    RefreshType: 'FULL_REFRESH',
    ScheduleFrequency: { Interval: 'DAILY', TimeOfTheDay: '05:00' },
    StartAfterDateTime: new Date('2026-01-01T05:00:00Z'),
  },
})
const dashboard = request('CreateDashboard', 'overview', {
  ...account,
  DashboardId: 'overview',
  Name: 'Übersicht',
})

test('requests come in the order in which they can be sent, whatever order they were made in', () => {
  const files = filesOf([
    dashboard,
    schedule,
    dataSet('contacts'),
    dataSet('who-sees', { UseAs: 'RLS_RULES' }),
  ])
  expect(files.map(({ name }) => name)).toEqual([
    'CreateDataSet.who-sees.json',
    'CreateDataSet.contacts.json',
    'CreateRefreshSchedule.contacts.daily.json',
    'CreateDashboard.overview.json',
  ])
})

test('files hold what was compiled, times included', () => {
  const requests = [dataSet('contacts'), schedule, dashboard]
  expect(requestsOf(filesOf(requests).toReversed())).toEqual(requests)
})

test('every name that a group can have is the name of a file, too', () => {
  const groups = ['lead@corp', 'a+b', 'team.one', 'x_y-z'].map(GroupName =>
    request('CreateGroup', GroupName, { ...account, GroupName, Namespace: 'default' }),
  )
  expect(requestsOf(filesOf(groups))).toEqual(inOrderOfDependency(groups))
})

test('a file is the input of its operation, and ends with a line', () => {
  const [file] = filesOf([dashboard])
  expect(file?.text).toBe(
    '{\n  "AwsAccountId": "111122223333",\n  "DashboardId": "overview",\n  "Name": "Übersicht"\n}\n',
  )
})

test('other files are left alone; what looks like a request and is none is refused', () => {
  expect(requestsOf([{ name: 'README.md', text: 'x' }])).toEqual([])
  expect(() => requestsOf([{ name: 'DropEverything.now.json', text: '{}' }])).toThrow(
    expect.objectContaining({
      what: 'a file has not the name of a request',
      value: 'DropEverything.now.json',
    }),
  )
  expect(() => requestsOf([{ name: 'CreateDashboard.json', text: '{}' }])).toThrow('name of a request')
  expect(() => requestsOf([{ name: 'CreateDashboard.a.json', text: '{' }])).toThrow(
    expect.objectContaining({
      what: 'a request is no JSON',
      value: expect.stringContaining('CreateDashboard.a.json'),
    }),
  )
})
