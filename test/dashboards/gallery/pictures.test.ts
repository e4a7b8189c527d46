import type { ComponentChildren, VNode } from 'preact'
import { beforeAll, expect, test } from 'vitest'
import { groupsOf } from '../../../dashboards/local/groups.ts'
import { mix } from '../../../dashboards/page/charts/colours.ts'
import { BEHIND } from '../../../dashboards/page/charts/picture.ts'
import { lookOf } from '../../../dashboards/page/look.ts'
import { isChart, pictureOf } from '../../../dashboards/page/pictures/pictures.ts'
import { svgOf } from '../../../dashboards/page/svg.ts'
import { Dial } from '../../../dashboards/page/visuals/dial.tsx'
import type { ThemeName } from '../../../dashboards/theme/tokens.ts'
import { type ContactRow, contactTable } from '../contact-table.ts'
import { DAYS, pageVisual, pageVisuals, setting, shownOf } from './shown.ts'

const queues = ['Sales', 'Sales', 'Sales', 'Care', 'Care', 'Billing', 'Technical', null]
const reasons = ['CUSTOMER_DISCONNECT', 'CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT', 'TELECOM_PROBLEM']
const methods = ['INBOUND', 'INBOUND', 'INBOUND', 'TRANSFER', 'TRANSFER', 'CALLBACK']
const agents = ['ann', 'ann', 'ann', 'ben', 'ben', 'cem', 'dora']

let state = 1
/** One of so many whole numbers from 0 on, in an order that is always the same. */
function next(count: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * count)
}
const oneOf = <T>(values: readonly T[]): T => values[next(values.length)] as T

/** Four days of contacts, more on each than before; some hours, queues and agents have few. */
const rows = Array.from({ length: 600 }, (): ContactRow => {
  const day = oneOf([1, 2, 2, 3, 3, 3, 4, 4, 4, 4])
  const hour = 8 + Math.floor((next(10) + next(10)) / 2)
  const queue_name = oneOf(queues)
  const is_queued = queue_name !== null
  const is_abandoned = is_queued && next(9) === 0
  const is_handled = is_queued && !is_abandoned
  return {
    ...{ contact_date: `2025-07-0${day}`, queue_name, is_queued, is_abandoned, is_handled },
    interval_start: `2025-07-0${day} ${String(hour).padStart(2, '0')}:00:00`,
    ...{ initiation_method: oneOf(methods), disconnect_reason: oneOf(reasons) },
    channel: next(5) === 0 ? 'CHAT' : 'VOICE',
    ...(is_queued && { queue_duration_s: next(11) * next(11) }),
    ...(is_handled && { agent_username: oneOf(agents), handle_time_s: 60 + next(20) * next(20) }),
  }
})

let ask: Awaited<ReturnType<typeof contactTable>>
beforeAll(async () => {
  ask = await contactTable(rows)
})

/** To five digits, and nothing behind the fourth place: no difference of a machine's arithmetic. */
const rounded = (number: string): string =>
  String(Number((Math.round(Number(number) * 10_000) / 10_000 || 0).toPrecision(5)))

/** An element on each line, so that a difference can be read. */
const written = (svg: string): string =>
  `${svg.replaceAll('><', '>\n<').replace(/-?\d+\.\d+(e-\d+)?/g, rounded)}\n`

// A number without a trend has no picture.
const charts = pageVisuals
  .filter(visual => isChart(visual) && !(visual.kind === 'kpi' && !visual.trend))
  .map(({ id }) => id)
const inBoth: readonly string[] = ['line', 'bar', 'heat-map', 'tree-map']

test.each<readonly [string, ThemeName]>([
  ...charts.map(id => [id, 'light'] as const),
  ...inBoth.map(id => [id, 'dark'] as const),
])('%s is drawn without a browser, %s', async (id, theme) => {
  const visual = pageVisual(id)
  if (!isChart(visual)) throw new Error(`no chart: ${id}`)
  const of = { rows: await shownOf(ask, id), days: DAYS }
  const look = lookOf(theme, [], undefined)
  expect(pictureOf(visual, of, setting).points.length).toBeGreaterThan(0)
  const svg = svgOf(visual, of, { ...setting, look })
  expect(svg).toMatch(/^<svg [^>]*width="600" height="300"/)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  expect(svgOf(visual, of, { ...setting, look })).toBe(svg)
  await expect(written(svg)).toMatchFileSnapshot(`../golden/gallery/${id}.${theme}.svg`)
})

/** How many elements are drawn, by name. */
const drawnOf = (svg: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const [, name = ''] of svg.matchAll(/<(path|text|rect|g)\b/g)) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

test.each(charts.filter(id => groupsOf(pageVisual(id)).length > 0 && pageVisual(id).kind !== 'kpi'))(
  '%s: what was not picked stays, and steps back',
  async id => {
    const visual = pageVisual(id)
    if (!isChart(visual)) throw new Error(`no chart: ${id}`)
    const of = { rows: await shownOf(ask, id), days: DAYS }
    const plain = svgOf(visual, of, setting)
    const none = svgOf(visual, of, { ...setting, isPicked: () => false })
    const paler = /opacity="0\.(25|08)"/
    // Areas are paler by their colour.
    if (visual.kind === 'tree_map') expect(none).toContain(mix('#ffffff', '#e7eaef', BEHIND))
    else expect(none).toMatch(paler)
    // Of the points of a scatter none but the picked are named.
    if (visual.kind !== 'scatter') expect(drawnOf(none)).toEqual(drawnOf(plain))
    const all = svgOf(visual, of, { ...setting, isPicked: () => true })
    expect(all).not.toMatch(paler)
    const { points } = pictureOf(visual, of, {
      ...setting,
      onPick: () => {},
      isPicked: row => row === of.rows[0],
    })
    expect(points.filter(({ isPicked }) => isPicked)).toHaveLength(1)
  },
)

/** A tree without components as text. */
function textOf(of: ComponentChildren): string {
  if (Array.isArray(of)) return of.map(textOf).join('')
  if (typeof of !== 'object' || of === null || !('props' in of)) return String(of ?? '')
  const { type, props } = of as VNode<{ children?: ComponentChildren }>
  const { children, ...attributes } = props
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
  return `<${type}${said.join('')}>${textOf(children)}</${type}>`
}

test('the dial of a gauge', async () => {
  const { value } = pageVisual('gauge', 'gauge')
  const [row] = await shownOf(ask, 'gauge')
  const svg = textOf(Dial({ value, row, target: 80, verdict: 'Below target' }))
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  await expect(written(svg)).toMatchFileSnapshot('../golden/gallery/gauge.svg')
})
