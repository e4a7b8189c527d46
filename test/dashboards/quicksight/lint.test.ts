import { expect, test } from 'vitest'
import { checkRequests, findingsOf } from '../../../dashboards/quicksight/check.ts'
import { isOf, requestName } from '../../../dashboards/quicksight/request.ts'
import { day, sheet, wrong } from './lint/mistake.ts'
import { requests } from './requests.ts'

test('there is nothing wrong with what QuickSight takes and shows', () => {
  expect(findingsOf(requests())).toEqual([])
})

test('a mistake is told once, and nothing else with it, where nothing follows from it', () => {
  const found = findingsOf(wrong('CreateDashboard.overview', [[`${day}.Column.ColumnName`, 'contact_dat']]))
  expect(found.map(({ what }) => what)).toEqual(['the data set contacts has no such column'])
  expect(found[0]?.place).toBe('sheet overview-sheet, visual volume')
})

test('what the model refuses is told first; what it takes is looked into', () => {
  const found = findingsOf(
    wrong('CreateDashboard.overview', [
      ['Name', undefined],
      [`${sheet}.Name`, 'O'],
    ]),
  )
  expect(found.map(({ path }) => path)).toEqual(['Name'])
})

test('what is thrown says the request, the visual, what, where, what is allowed, and what else is wrong', () => {
  const some = wrong('CreateDashboard.overview', [
    [`${day}.Column.ColumnName`, 'contact_dat'],
    [`${sheet}.Name`, 'O'],
  ])
  expect(() => checkRequests(some)).toThrow(
    expect.objectContaining({
      what: 'CreateDashboard.overview, sheet overview-sheet, visual volume: the data set contacts has no such column',
      value: `"contact_dat", at ${day}.Column.ColumnName`,
      allowed: expect.stringContaining('contact_date'),
      remedy: expect.stringContaining(
        'CreateDashboard.overview, sheet overview-sheet: a name of one letter is not shown',
      ),
    }),
  )
  expect(() => checkRequests(requests())).not.toThrow()
})

test('the same asset twice', () => {
  const again = requests().filter(isOf('CreateTheme'))
  expect(
    findingsOf([...requests(), ...again]).map(({ what, request }) => [what, requestName(request)]),
  ).toEqual([['the id of CreateTheme is there twice', 'CreateTheme.plain']])
})

test('of a data set that is elsewhere, nothing is known of its columns', () => {
  const alone = requests().filter(
    each => !isOf('CreateDataSet')(each) && /Dashboard|Theme/.test(each.operation),
  )
  expect(findingsOf(alone)).toEqual([])
})
