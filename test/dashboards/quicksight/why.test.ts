/** The action that leads from a number in QuickSight to why it is what it is. */
import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { checkRequests } from '../../../dashboards/quicksight/check.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { isOf } from '../../../dashboards/quicksight/request.ts'
import { quickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import { settings } from './every-kind.ts'

const PAGE = 'http://127.0.0.1:4173'
const visualsOf = (page_url?: string) => {
  const requests = compileQuickSight({ dashboards, settings: { ...settings, page_url }, version: '1' })
  checkRequests(requests)
  return requests.filter(isOf('CreateDashboard')).flatMap(({ id, input }) =>
    (input.Definition?.Sheets ?? []).flatMap(({ Visuals = [] }) =>
      Visuals.flatMap(each => Object.values(each)).map(({ VisualId, Actions = [] }) => ({
        dashboard: id,
        visual: String(VisualId),
        actions: Actions as {
          Name?: string
          ActionOperations?: { URLOperation?: { URLTemplate?: string } }[]
        }[],
      })),
    ),
  )
}
const whyOf = ({ actions }: ReturnType<typeof visualsOf>[number]) =>
  actions.find(({ Name }) => Name === 'Why this number')?.ActionOperations?.[0]?.URLOperation?.URLTemplate

test('each visual with a number leads to itself on the page, with days, lists and targets', () => {
  const all = visualsOf(PAGE)
  const led = all.filter(each => whyOf(each) !== undefined)
  const visual = all.find(each => each.dashboard === 'overview' && each.visual === 'contacts')
  expect(visual && whyOf(visual)).toMatch(
    /^http:\/\/127\.0\.0\.1:4173\/why\/overview\/contacts\?from=<<\$From>>&to=<<\$To>>&queue=<<\$Queue>>&/,
  )
  for (const each of led) expect(whyOf(each)).toContain(`/why/${each.dashboard}/${each.visual}?`)
  const numbers = dashboards.flatMap(({ sheets }) => sheets.flatMap(({ visuals }) => visuals)).length
  expect(led.length).toBeGreaterThan(numbers * 0.9)
})

test('without an address of the page there is none', () => {
  expect(visualsOf().filter(each => whyOf(each) !== undefined)).toEqual([])
})

describe('the address of the page', () => {
  const read = (page_url: string) => quickSightSettings.safeParse({ ...settings, page_url })
  test.each([
    ['http://127.0.0.1:4173', 'http://127.0.0.1:4173'],
    ['http://localhost:4173/', 'http://localhost:4173'],
    ['https://lake.example.com/', 'https://lake.example.com'],
  ])('%s is taken', (given, taken) => {
    expect(read(given).data?.page_url).toBe(taken)
  })
  test.each([
    'http://lake.example.com',
    'https://ada:secret@lake.example.com',
    'https://lake.example.com/?x=<<$Queue>>',
    'https://lake.example.com/#a',
    'https://lake.example.com/boards',
    'javascript:alert(1)',
    'http://127.0.0.1.example.com',
    'lake.example.com',
  ])('%s is refused', given => {
    expect(read(given).error?.issues[0]?.path).toEqual(['page_url'])
  })
})
