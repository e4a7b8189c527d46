import type { DashboardIcon, DashboardSpec, SheetSpec } from '../spec/dashboard.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { DatesSpec } from '../spec/filter.ts'
import type { Parameter } from '../spec/parameter.ts'
import { inReadingOrder } from '../spec/reading-order.ts'
import type { TextSpec, VisualSpec } from '../spec/visual.ts'
import type { VisualKind } from '../spec/wells.ts'
import { type Declared, type Fault, faultOf } from './fault.ts'
import { checkParameter, type Filter, normaliseFilter } from './filters.ts'
import { checkLayout } from './layout.ts'
import { lookup } from './lookup.ts'
import { checkIds, checkTexts } from './texts.ts'
import type { Visual } from './visual.ts'
import { resolvers } from './wells.ts'
import { parametersIn } from './wells-in.ts'

export interface Sheet {
  readonly id: string
  readonly title: string
  readonly question: string
  /** In reading order. */
  readonly visuals: readonly Visual[]
  readonly texts: readonly TextSpec[]
  /** Names of the parameters that its visuals follow: the others change nothing on it. */
  readonly parameters: readonly string[]
}

/** A dashboard whose every name was looked up and every rule checked: what compilers take. */
export interface Dashboard {
  readonly id: string
  readonly title: string
  readonly icon: DashboardIcon
  readonly dates: DatesSpec
  readonly filters: readonly Filter[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly Sheet[]
  readonly refresh_every_s: number | undefined
}

/** QuickSight's, of sheets of a dashboard and of visuals of a sheet. */
const MOST_SHEETS = 20
const MOST_VISUALS = 50

/** What stands in the address of a page or of a question besides filters and parameters. */
const RESERVED: readonly string[] = [
  ...['from', 'to', 'dates', 'drill', 'all', 'as', 'dashboard', 'sheet', 'visual'],
  ...['search', 'sort', 'order', 'measure', 'group', 'none'],
]

function checkMost(what: string, count: number, most: number, fault: Fault): void {
  if (count > most)
    throw fault(`there are too many ${what}`, String(count), `up to ${most}`, 'make two of this one')
}

/** The days of a data set are what the dates filter. */
function checkDay({ view, day }: Dataset, fault: Fault): void {
  const found = view.columns[day]
  if (found?.type === 'date') return
  const days = Object.keys(view.columns).filter(name => view.columns[name]?.type === 'date')
  throw fault(
    `the view ${view.name} has no such date column`,
    found ? `${day}, a ${found.type}` : day,
    days,
    'name one of these as the day of the data set',
  )
}

function normaliseVisual<K extends VisualKind>(
  spec: VisualSpec<K>,
  parameters: readonly Parameter[],
  fault: Fault,
): Visual<K> {
  const resolve = resolvers[spec.kind as K]
  if (!resolve)
    throw fault('there is no such kind of visual', spec.kind, Object.keys(resolvers), 'name one of these')
  const { kind, data, id, title, subtitle = '', question, alt, at, opens, none } = spec
  checkTexts({ title, question, 'alternative text': alt }, fault)
  checkDay(data, fault)
  const wells = resolve(spec, lookup(data, parameters, fault), fault)
  return { kind, data, id, title, subtitle, question, alt, at, opens, none, ...wells } as unknown as Visual<K>
}

function normaliseSheet(spec: SheetSpec, dashboard: DashboardSpec, place: string): Sheet {
  const { id, title, question, visuals, texts = [] } = spec
  const of: readonly Declared[] = [
    { kind: 'sheet', id },
    { kind: 'dashboard', id: dashboard.id },
  ]
  const fault = faultOf(`sheet ${id} of ${place}`, of)
  checkTexts({ title, question }, fault)
  checkMost('visuals', visuals.length, MOST_VISUALS, fault)
  const visualFault = (visual: string): Fault =>
    faultOf(`visual ${visual} on sheet ${id} of ${place}`, [{ kind: 'visual', id: visual }, ...of])
  checkLayout([...visuals, ...texts], visualFault)
  for (const text of texts)
    checkTexts({ title: text.title, text: text.paragraphs.join(' ') }, visualFault(text.id))
  const shown = inReadingOrder(visuals).map(each =>
    normaliseVisual(each, dashboard.parameters, visualFault(each.id)),
  )
  const parameters = parametersIn(shown, dashboard.parameters).map(({ name }) => name)
  return { id, title, question, texts, visuals: shown, parameters }
}

/**
 * Looks up every name and checks every rule of a dashboard.
 * @throws LakeError naming the dashboard, the sheet and the visual, or the filter, what is wrong with it, and what is allowed.
 */
export function normalise(spec: DashboardSpec): Dashboard {
  const { id, title, icon = 'overview', dates, filters, parameters, sheets, refresh_every_s } = spec
  const place = `dashboard ${id}`
  const own: Declared = { kind: 'dashboard', id }
  const fault = faultOf(place, [own])
  checkIds('id', [id], fault)
  checkTexts({ title }, fault)
  checkMost('sheets', sheets.length, MOST_SHEETS, fault)
  checkIds(
    'id of a sheet',
    sheets.map(sheet => sheet.id),
    fault,
  )
  const onSheets = sheets.flatMap(({ id: sheet, visuals, texts = [] }) =>
    [...visuals, ...texts].map(each => ({ sheet, id: each.id })),
  )
  checkIds(
    'id of a visual',
    onSheets.map(each => each.id),
    (what, value, ...said) => {
      const last = onSheets.findLast(each => [each.id, JSON.stringify(each.id)].includes(value))
      const on: readonly Declared[] = last ? [{ kind: 'sheet', id: last.sheet }, own] : [own]
      return faultOf(`sheet ${last?.sheet} of ${place}`, on)(what, value, ...said)
    },
  )
  // Both are parameters of the same address.
  checkIds(
    'name of a filter or parameter',
    [...filters, ...parameters].map(({ name }) => name),
    fault,
  )
  for (const { name } of [...filters, ...parameters])
    if (RESERVED.includes(name))
      throw fault('the name of a filter or parameter means something else', name, 'any other', 'rename it')
  checkDay(dates.data, faultOf(`dates of ${place}`, [own]))
  for (const each of parameters)
    checkParameter(
      each,
      faultOf(`parameter ${each.name} of ${place}`, [{ kind: 'parameter', id: each.name }, own]),
    )
  return {
    ...{ id, title, icon, dates, parameters, refresh_every_s },
    filters: filters.map(each =>
      normaliseFilter(
        each,
        spec,
        faultOf(`filter ${each.name} of ${place}`, [{ kind: 'filter', id: each.name }, own]),
      ),
    ),
    sheets: sheets.map(sheet => normaliseSheet(sheet, spec, place)),
  }
}

/**
 * Normalises dashboards that lead to each other.
 * @throws LakeError for what is wrong with one of them, and for a visual that leads nowhere.
 */
export function normaliseAll(specs: readonly DashboardSpec[]): readonly Dashboard[] {
  const all = specs.map(normalise)
  checkIds(
    'id of a dashboard',
    all.map(({ id }) => id),
    faultOf('dashboards'),
  )
  const places = all.flatMap(({ id, sheets }) => sheets.map(sheet => `${id}/${sheet.id}`))
  for (const { id, sheets } of all)
    for (const sheet of sheets)
      for (const { id: visual, opens } of sheet.visuals)
        if (opens && !places.includes(`${opens.dashboard}/${opens.sheet}`))
          throw faultOf(`visual ${visual} on sheet ${sheet.id} of dashboard ${id}`, [
            { kind: 'visual', id: visual },
            { kind: 'sheet', id: sheet.id },
            { kind: 'dashboard', id },
          ])(
            'it opens a sheet that is not there',
            `${opens.dashboard}/${opens.sheet}`,
            places,
            'name one of these',
          )
  return all
}
