import { expect, test } from 'vitest'
import { dashboards } from '../../dashboards/dashboards.ts'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import type { PageVisual } from '../../dashboards/local/model.ts'
import { lookOf } from '../../dashboards/page/look.ts'
import { pictureOf } from '../../dashboards/page/pictures/pictures.ts'
import { DAYS, setting } from './gallery/shown.ts'

const shipped = dashboards.map(pageDashboard)
const filters = shipped.flatMap(dashboard => dashboard.filters)
const flows = shipped
  .flatMap(({ sheets }) => sheets.flatMap(({ visuals }) => visuals))
  .find((each): each is PageVisual<'sankey'> => each.kind === 'sankey')

const names = ['Sales', 'Care', 'Billing']
const rows = [
  ['Sales', 'Billing'],
  ['Care', 'Sales'],
  ['Billing', 'Care'],
  ['Billing', 'Sales'],
].map(([queue_name, to_queue_name], i) => ({ queue_name, to_queue_name, transfers: 9 - i }))
const values = {
  queue: { listed: names.map(value => ({ value, contacts: 1 })), has_more: false, contacts_long: 0 },
}

test.each([
  ['as everywhere', values],
  ['where nothing is known of the lake', undefined],
])('a queue has one colour on both sides of a flow: %s', (_, known) => {
  if (!flows) throw new Error('no flows')
  const look = lookOf('light', filters, known)
  const { points } = pictureOf(flows, { rows: rows as never, days: DAYS }, { ...setting, look })
  const coloursOf = (name: string) => [
    ...new Set(points.filter(({ title }) => title === name).map(({ rows: [row] }) => row?.colour)),
  ]
  for (const name of names) {
    expect(points.filter(({ title }) => title === name)).toHaveLength(2)
    expect(coloursOf(name)).toHaveLength(1)
    if (known) expect(coloursOf(name)).toEqual([look.colourOf('queue_name', name)])
  }
  expect(new Set(names.flatMap(coloursOf)).size).toBe(3)
})
