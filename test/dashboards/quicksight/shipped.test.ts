/**
 * For every visual of every dashboard: what QuickSight would ask of the views of a simulated lake, written from the compiled
 * definition alone, answers what the page answers, with nothing chosen and with a choice in every list. A new visual is
 * compared without a line here.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { noSettings, type Settings } from '../../../dashboards/local/address.ts'
import { visualQuery } from '../../../dashboards/local/compile.ts'
import type { Days } from '../../../dashboards/local/days.ts'
import { daysSql } from '../../../dashboards/local/facts.ts'
import { groupsOf, isGroup } from '../../../dashboards/local/groups.ts'
import { queryText } from '../../../dashboards/local/query.ts'
import { scopeOf } from '../../../dashboards/local/scope.ts'
import type { Dashboard } from '../../../dashboards/normal/dashboard.ts'
import type { Visual } from '../../../dashboards/normal/visual.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { follows } from '../../../dashboards/quicksight/compile/follows.ts'
import { parameterName } from '../../../dashboards/quicksight/compile/parameter.ts'
import type { VisualKind } from '../../../dashboards/spec/wells.ts'
import { addDays, dayOf } from '../../../schema/instant.ts'
import { attributedDashboards as dashboards } from '../../fixture/contact-attributes.ts'
import type { TestLake } from '../../fixture/lake.ts'
import { chosenOf, chosenWords } from '../../sql/choices.ts'
import type { Value } from '../contact-table.ts'
import { simulatedLake } from '../simulated-lake.ts'
import { settings } from './every-kind.ts'
import { askerOf } from './visual-sql.ts'
import { inWords, rounded } from './words.ts'

type Row = Record<string, Value>

/** So many days are shown where they are not pinned, up to the newest: of that alone it can be told what is now. */
const SHOWN = 10
/** Of a number, where its data set has as many before to compare it with. */
const COMPARED = 5

let lake: TestLake
const dataDays = new Map<string, Days>()
beforeAll(async () => {
  lake = await simulatedLake()
  for (const dashboard of dashboards) {
    const days = (await lake.rows<{ day: number }>(daysSql(dashboard))).map(({ day }) => dayOf(day))
    dataDays.set(dashboard.id, { from: days[0] as string, to: days.at(-1) as string })
  }
}, 240_000)

const requests = compileQuickSight({ dashboards, settings, version: '1.0.0' })

/**
 * Whether a number can be compared: with rows since the first day before, and now. Of what happens seldom QuickSight compares
 * later than the page, for its data set begins with its first row.
 */
async function isComparedOn({ kind, data }: Visual, to: string): Promise<boolean> {
  if (kind !== 'kpi') return false
  const days = ['min', 'max'].map(end => `CAST(${end}(${data.day}) AS varchar) AS ${end}_day`)
  const [row] = await lake.rows<Row>(`SELECT ${days.join(', ')} FROM ${data.view.name}`)
  return (
    String(row?.min_day) <= addDays(to, 1 - 2 * COMPARED) && String(row?.max_day) >= addDays(to, 1 - COMPARED)
  )
}

/** Of a histogram, a box plot and sentences QuickSight asks for single values; what is made of them is compared for every kind. */
const askForValues: readonly VisualKind[] = ['histogram', 'box_plot', 'insight']

/** Kinds of which the page asks for some groups only, or names some only: QuickSight asks for all, and shows as many. */
const isPart = (visual: Visual): boolean =>
  visual.kind === 'pie' ||
  visual.kind === 'tree_map' ||
  (visual.kind === 'bar' && visual.colors !== undefined) ||
  (visual.kind === 'table' && visual.limit > 0)

/** What is set on either side. What a visual does not follow is not chosen on the page, which would show nothing in its place. */
function setOf(dashboard: Dashboard, visual: Visual, days: Days, how: 'all' | 'chosen') {
  const lists = how === 'chosen' ? dashboard.filters.filter(({ kind }) => kind === 'list') : []
  const followed = lists.filter(filter => follows(visual, filter, { has_rules: false }))
  const page: Settings = {
    ...{ ...noSettings, days },
    choices: Object.fromEntries(followed.map(filter => [filter.name, chosenOf(filter)])),
  }
  const quickSight = {
    ...{ From: `DATE '${days.from}'`, To: `DATE '${days.to}'` },
    'now()': `TIMESTAMP '${days.to} 12:00:00'`,
    ...Object.fromEntries(dashboard.filters.map(({ name }) => [parameterName(name), []])),
    ...Object.fromEntries(lists.map(filter => [parameterName(filter.name), chosenWords(filter)])),
    ...Object.fromEntries(dashboard.parameters.map(each => [parameterName(each.name), String(each.default)])),
  }
  return { page, quickSight }
}

/** Rows of the page of the days shown, each of one group: of no whole, and not of what is not shown by its name. */
function groupsShown(visual: Visual, all: readonly Row[]): readonly Row[] {
  const trend = visual.kind === 'kpi' ? visual.trend?.name : undefined
  return all.filter(
    row =>
      (row.period ?? 'current') === 'current' &&
      isGroup(visual, row as never) &&
      !(visual.kind === 'bar' && visual.colors && Number(row.place ?? 0) > 7) &&
      (trend === undefined || (row[trend] ?? null) === null),
  )
}

/** The end of the name of what a number is compared with. */
const BEFORE = '-before'

/** The least that any of the groups shown has. */
const leastOf = (shown: readonly { readonly row: Row }[], name: string): number =>
  Math.min(...shown.map(({ row }) => Number(row[name] ?? 0)))

/** Nobody is at work, and nobody waits, when the simulated world ends. */
const nothingThere = /-now$/

describe.each(['all', 'chosen'] as const)('%s', how => {
  const all = dashboards.flatMap(dashboard =>
    dashboard.sheets.flatMap(({ visuals }) =>
      visuals
        .filter(({ kind }) => !askForValues.includes(kind))
        .map(visual => ({ dashboard, id: visual.id, visual })),
    ),
  )
  test.each(all)('$dashboard.id: $id', async ({ dashboard, id, visual }) => {
    const data = dataDays.get(dashboard.id) as Days
    const isCompared = await isComparedOn(visual, data.to)
    const { pinned, default_days } = dashboard.dates
    const count = pinned ? default_days : isCompared ? COMPARED : SHOWN
    const days = { from: addDays(data.to, 1 - count), to: data.to }
    const set = setOf(dashboard, visual, days, how)
    const scope = scopeOf(dashboard, set.page, data)
    const page = await lake.rows<Row>(queryText(visualQuery(visual, scope, false)))
    const asked = askerOf(requests, dashboard.id, set.quickSight).ask(id)
    const quickSight = await lake.rows<Row>(asked.sql)

    const trend = visual.kind === 'kpi' ? visual.trend?.name : undefined
    const groups = groupsOf(visual).filter(({ name }) => name !== trend)
    const measures = asked.items
      .map(({ name }) => name)
      .filter(name => !name.endsWith(BEFORE) && !groups.some(group => group.name === name))
      // What the viewer has set as target stands in the rows, too.
      .filter(name => !dashboard.parameters.some(each => each.name === name))
    expect(measures.length).toBeGreaterThan(0)
    const compared = measures.filter(name => asked.items.some(item => item.name === name + BEFORE))
    const before = page.find(
      row => row.period === 'previous' && (trend === undefined || (row[trend] ?? null) === null),
    )
    for (const name of compared)
      if (isCompared)
        expect(rounded(quickSight[0]?.[name + BEFORE] ?? 0)).toEqual(rounded(before?.[name] ?? 0))
      else expect(quickSight[0]?.[name + BEFORE]).toBeNull()
    /** Groups in words, and the values. */
    const told = (row: Row, words: boolean): readonly Value[] => [
      JSON.stringify(
        groups.map(group => {
          const value = row[group.name] ?? null
          return words ? inWords(value, group) : rounded(value)
        }),
      ),
      ...measures.map(name => rounded(row[name] ?? null)),
    ]
    const shown = groupsShown(visual, page).map(row => ({ row, told: told(row, true) }))
    const theirs = new Map(quickSight.map(row => told(row, false)).map(each => [each[0], each]))
    const most = 'top' in visual && typeof visual.top === 'object' ? visual.top.by.name : undefined
    for (const { row, told: ours } of shown) {
      const found = theirs.get(ours[0] as Value)
      // Of those that have as many as the last one that is among the most, either side takes its own.
      if (!found && most !== undefined) expect(row[most]).toBe(leastOf(shown, most))
      else expect(found ?? 'no such group').toEqual(ours)
    }
    const more = [...theirs.values()].filter(([key]) => !shown.some(each => each.told[0] === key))
    const isTied = shown.some(each => !theirs.has(each.told[0] as Value))
    // Nothing is drawn of what has no value: the page does not ask for it.
    if (!isPart(visual) && !isTied)
      expect(
        more.filter(([, ...values]) => !values.includes(null) && values.some(value => value !== 0)),
      ).toEqual([])
    if (!nothingThere.test(id)) expect(shown.length).toBeGreaterThan(0)
  })
})
