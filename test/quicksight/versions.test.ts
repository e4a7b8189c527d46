import { expect, test } from 'vitest'
import { planPublish, planRollback, takeVersions } from '../../dashboards/deploy/versions.ts'
import { requestName } from '../../dashboards/quicksight/request.ts'
import { definition, place, requests } from '../dashboards/quicksight/requests.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'

const quick = quickSight()
const COLUMNS = 'PhysicalTableMap.contact.RelationalTable.InputColumns'
const withoutSum = wantedBut('CreateDataSet.contacts', COLUMNS, [
  { Id: 'c1', Name: 'contact_id', Type: 'STRING' },
  { Id: 'c2', Name: 'contact_date', Type: 'DATETIME' },
  { Id: 'c3', Name: 'queue_name', Type: 'STRING' },
])

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
