/**
 * For every visual of every dashboard: what it shows equals what `metrics query` answers for the same days and filters.
 * The groups of the catalogue are added up here, by hand, so that neither SQL vouches for itself. A new visual is
 * compared without a line here.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { noSettings, type Settings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import type { Days } from '../../dashboards/local/days.ts'
import { daysSql } from '../../dashboards/local/facts.ts'
import { groupsOf, isGroup } from '../../dashboards/local/groups.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import type { Dimension } from '../../dashboards/spec/dataset.ts'
import { dayOf } from '../../schema/instant.ts'
import type { Filter } from '../../sql/metrics/question.ts'
import { attributedDashboards as dashboards } from '../fixture/contact-attributes.ts'
import type { TestLake } from '../fixture/lake.ts'
import {
  groupingOf,
  measuresOf,
  metricRows,
  periodOfDays,
  type ResultRow,
  resultOf,
  singleValues,
} from './metric-answers.ts'
import { simulatedLake } from './simulated-lake.ts'

let lake: TestLake
const dataDays = new Map<string, Days>()
beforeAll(async () => {
  lake = await simulatedLake()
  for (const dashboard of dashboards) {
    const days = (await lake.rows<{ day: number }>(daysSql(dashboard))).map(({ day }) => dayOf(day))
    dataDays.set(dashboard.id, { from: days[0] as string, to: days.at(-1) as string })
  }
}, 120_000)

/** Nobody is at work when the simulated world ends. */
const nothingThere = new Set(['agents-online-now', 'agents-available-now', 'agents-by-activity-now'])

const cases = {
  'the days it begins with': noSettings,
  'some days and filters': {
    ...noSettings,
    days: { from: '2025-07-13', to: '2025-07-14' },
    choices: {
      queue: { values: ['Support', 'Billing'], none: false },
      channel: { values: ['VOICE', 'CHAT'], none: false },
      disconnect_reason: { values: ['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT'], none: false },
      table: { values: ['contact_record'], none: true },
      attribute: { values: ['language', 'plan'], none: false },
      contact_attribute_reason: { values: ['invoice', 'delivery', 'defect', 'how-to', 'return'], none: true },
    },
  },
} as const satisfies Readonly<Record<string, Settings>>

/** The choices that act on a visual, as the command line takes them. */
const filtersOn = (dashboard: Dashboard, visual: Visual, { choices }: Settings): readonly Filter[] =>
  dashboard.filters.flatMap(({ name, column, visuals }) => {
    const choice = choices[name]
    if (!choice || !('values' in choice) || !visuals.includes(visual.id)) return []
    const values = [...choice.values, ...(choice.none ? [null] : [])]
    return [{ grouping: groupingOf(visual.data, column), values }]
  })

/** What a data set has one of: no metric is split by it. */
const followsFromOthers = new Set(['local_last_good_at'])

/** By what all rows of a result are told apart, wholes included. */
const dimensionsOf = (visual: Visual): readonly Dimension[] =>
  visual.kind === 'insight'
    ? [visual.trend, visual.by]
    : groupsOf(visual).filter(({ name }) => !followsFromOthers.has(name))

/** The dimensions that a row has a value of: of a whole none, or only the outer ones. */
function keysOf(visual: Visual, row: ResultRow): readonly Dimension[] {
  const all = dimensionsOf(visual)
  const within = (dimensions: readonly Dimension[], level: number) =>
    dimensions.filter((_, i) => !(level & (2 ** (dimensions.length - 1 - i))))
  if (visual.kind === 'kpi') return all.filter(({ name }) => row[name] !== null)
  if (visual.kind === 'insight') return within(all, Number(row.about))
  if (visual.kind === 'pivot')
    return [
      ...within(visual.rows, Number(row.row_level)),
      ...within(visual.columns, Number(row.column_level)),
    ]
  return visual.kind === 'table' && row.whole === 1 ? [] : all
}

/** Whether a row is of a group, and not of all that are not shown. */
const isOfGroup = (visual: Visual, row: ResultRow): boolean =>
  isGroup(visual, row as never) && !(visual.kind === 'bar' && visual.colors && Number(row.place) > 7)

const closeTo = (value: number | null) => (value === null ? null : expect.closeTo(value, 6))

async function checkMeasures(
  visual: Visual,
  rows: readonly ResultRow[],
  asked: (days: Days) => Promise<readonly ResultRow[]>,
  { days, previous }: { readonly days: Days; readonly previous: Days | undefined },
): Promise<void> {
  const answers = {
    current: await asked(days),
    previous: previous ? await asked(previous) : [],
  }
  for (const row of rows.filter(each => isOfGroup(visual, each))) {
    const keys = keysOf(visual, row)
    const answer = answers[row.period === 'previous' ? 'previous' : 'current']
    const own = answer.filter(each => keys.every(({ name }) => each[name] === row[name]))
    const shown = measuresOf(visual).filter(({ column }) => column in row)
    expect(shown.length).toBeGreaterThan(0)
    // A whole that nothing is in counts 0, where metrics have no row.
    if (own.length === 0 && keys.length === 0) {
      for (const { column } of shown) expect([0, null]).toContain(row[column] ?? null)
      continue
    }
    const at = Object.fromEntries(keys.map(({ name }) => [name, row[name] ?? null]))
    expect({
      ...at,
      ...Object.fromEntries(shown.map(({ column }) => [column, row[column] ?? null])),
    }).toEqual({
      ...at,
      ...Object.fromEntries(shown.map(measure => [measure.column, closeTo(resultOf(measure, own))])),
    })
  }
}

/** Bins and boxes, out of the single values. */
function checkValues(visual: Visual, rows: readonly ResultRow[], values: readonly ResultRow[]): void {
  if (visual.kind === 'histogram') {
    const { value, width, bins } = visual
    const inBins = new Map<number, number>()
    for (const each of values) {
      const bin = Math.min(Math.floor(Number(each[value.name]) / width), bins - 1) * width
      inBins.set(bin, (inBins.get(bin) ?? 0) + 1)
    }
    expect(new Map(rows.map(row => [row.at_least, row.value_count]))).toEqual(inBins)
  }
  if (visual.kind === 'box_plot') {
    const { category, value } = visual
    for (const row of rows) {
      const own = values
        .filter(each => !category.merged || each.queue_kind !== 'AGENT')
        .filter(each => each[category.name] === row[category.name])
        .map(each => Number(each[value.name]))
        .sort((a, b) => a - b)
      if (category.merged && row[category.name] === category.merged.as) continue
      const rank = (quarters: number) => own[Math.ceil((own.length * quarters) / 4) - 1]
      expect(row).toMatchObject({
        ...{ [category.name]: row[category.name], value_count: own.length },
        ...{
          smallest: own[0],
          first_quartile: rank(1),
          median: rank(2),
          third_quartile: rank(3),
          largest: own.at(-1),
        },
      })
    }
  }
}

describe.each(Object.entries(cases))('%s', (how, settings) => {
  const all = dashboards.flatMap(dashboard =>
    dashboard.sheets.flatMap(sheet => sheet.visuals.map(visual => ({ dashboard, id: visual.id, visual }))),
  )
  test.each(all)('$dashboard.id: $id', async ({ dashboard, visual }) => {
    const scope = scopeOf(dashboard, settings, dataDays.get(dashboard.id) as Days)
    const rows = await lake.rows<ResultRow>(queryText(visualQuery(visual, scope, false)))
    if (how === 'the days it begins with') expect(rows.length > 0).toBe(!nothingThere.has(visual.id))
    const filters = filtersOn(dashboard, visual, settings)
    if (visual.kind === 'histogram' || visual.kind === 'box_plot') {
      const by =
        visual.kind === 'histogram'
          ? []
          : [visual.category.name, ...(visual.category.merged ? ['queue_kind'] : [])]
      const period = periodOfDays(scope.days)
      checkValues(visual, rows, await singleValues(lake, visual, visual.value.name, by, filters, period))
      return
    }
    const asked = (days: Days) => metricRows(lake, visual, dimensionsOf(visual), filters, periodOfDays(days))
    await checkMeasures(visual, rows, asked, scope)
  })
})
