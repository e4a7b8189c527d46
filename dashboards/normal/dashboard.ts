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
import { eachOf, made } from './together.ts'
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
  ...['from', 'to', 'dates', 'picked', 'drill', 'all', 'as', 'dashboard', 'sheet', 'visual'],
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
  const { kind, data, id, title, subtitle = '', question, alt, at, opens, none } = spec
  const { wells } = made(
    {
      wells() {
        const resolve = resolvers[spec.kind as K]
        if (resolve) return resolve(spec, lookup(data, parameters, fault), fault)
        throw fault('there is no such kind of visual', spec.kind, Object.keys(resolvers), 'name one of these')
      },
    },
    () => checkTexts({ title, question, 'alternative text': alt }, fault),
    () => checkDay(data, fault),
  )
  return { kind, data, id, title, subtitle, question, alt, at, opens, none, ...wells } as unknown as Visual<K>
}

function normaliseSheet(spec: SheetSpec, dashboard: DashboardSpec, place: string): Sheet {
  const { id, title, question, visuals, texts = [] } = spec
  const of: readonly Declared[] = [
    { kind: 'sheet', id },
    { kind: 'dashboard', id: dashboard.id },
  ]
  const fault = faultOf(`sheet ${id} of ${place}`, of)
  const visualFault = (visual: string): Fault =>
    faultOf(`visual ${visual} on sheet ${id} of ${place}`, [{ kind: 'visual', id: visual }, ...of])
  const { shown } = made(
    {
      shown: () =>
        eachOf(inReadingOrder(visuals), each =>
          normaliseVisual(each, dashboard.parameters, visualFault(each.id)),
        ),
    },
    () => checkTexts({ title, question }, fault),
    () => checkMost('visuals', visuals.length, MOST_VISUALS, fault),
    () => checkLayout([...visuals, ...texts], visualFault),
    () =>
      eachOf(texts, text =>
        checkTexts({ title: text.title, text: text.paragraphs.join(' ') }, visualFault(text.id)),
      ),
  )
  const parameters = parametersIn(shown, dashboard.parameters).map(({ name }) => name)
  return { id, title, question, texts, visuals: shown, parameters }
}

/**
 * Looks up every name and checks every rule of a dashboard.
 * @throws SpecError naming the dashboard, the sheet and the visual, or the filter, what is wrong with it, and what is allowed;
 * SpecErrors where several things are wrong
 */
export function normalise(spec: DashboardSpec): Dashboard {
  const { id, title, icon = 'overview', dates, filters, parameters, sheets, refresh_every_s } = spec
  const place = `dashboard ${id}`
  const own: Declared = { kind: 'dashboard', id }
  const fault = faultOf(place, [own])
  const onSheets = sheets.flatMap(({ id: sheet, visuals, texts = [] }) =>
    [...visuals, ...texts].map(each => ({ sheet, id: each.id })),
  )
  const names = [...filters, ...parameters].map(({ name }) => name)
  const normal = made(
    {
      filters: () =>
        eachOf(filters, each =>
          normaliseFilter(
            each,
            spec,
            faultOf(`filter ${each.name} of ${place}`, [{ kind: 'filter', id: each.name }, own]),
          ),
        ),
      sheets: () => eachOf(sheets, sheet => normaliseSheet(sheet, spec, place)),
    },
    () => checkIds('id', [id], fault),
    () => checkTexts({ title }, fault),
    () => checkMost('sheets', sheets.length, MOST_SHEETS, fault),
    () =>
      checkIds(
        'id of a sheet',
        sheets.map(sheet => sheet.id),
        fault,
      ),
    () =>
      checkIds(
        'id of a visual',
        onSheets.map(each => each.id),
        (what, value, ...said) => {
          const last = onSheets.findLast(each => [each.id, JSON.stringify(each.id)].includes(value))
          const on: readonly Declared[] = last ? [{ kind: 'sheet', id: last.sheet }, own] : [own]
          return faultOf(`sheet ${last?.sheet} of ${place}`, on)(what, value, ...said)
        },
      ),
    // Both are parameters of the same address.
    () => checkIds('name of a filter or parameter', names, fault),
    () =>
      eachOf(names, name => {
        if (RESERVED.includes(name))
          throw fault(
            'the name of a filter or parameter means something else',
            name,
            'any other',
            'rename it',
          )
      }),
    () => checkDay(dates.data, faultOf(`dates of ${place}`, [own])),
    () =>
      eachOf(parameters, each =>
        checkParameter(
          each,
          faultOf(`parameter ${each.name} of ${place}`, [{ kind: 'parameter', id: each.name }, own]),
        ),
      ),
  )
  return { id, title, icon, dates, parameters, refresh_every_s, ...normal }
}

/** Throws for visuals that lead nowhere. */
function checkOpens(specs: readonly DashboardSpec[]): void {
  const places = specs.flatMap(({ id, sheets }) => sheets.map(sheet => `${id}/${sheet.id}`))
  const leading = specs.flatMap(({ id, sheets }) =>
    sheets.flatMap(sheet =>
      sheet.visuals.flatMap(({ id: visual, opens }) =>
        opens ? [{ dashboard: id, sheet: sheet.id, visual, to: `${opens.dashboard}/${opens.sheet}` }] : [],
      ),
    ),
  )
  eachOf(leading, ({ dashboard, sheet, visual, to }) => {
    if (places.includes(to)) return
    throw faultOf(`visual ${visual} on sheet ${sheet} of dashboard ${dashboard}`, [
      { kind: 'visual', id: visual },
      { kind: 'sheet', id: sheet },
      { kind: 'dashboard', id: dashboard },
    ])('it opens a sheet that is not there', to, places, 'name one of these')
  })
}

/**
 * Normalises dashboards that lead to each other.
 * @throws SpecError for what is wrong with one of them, and for a visual that leads nowhere; SpecErrors for several such things
 */
export const normaliseAll = (specs: readonly DashboardSpec[]): readonly Dashboard[] =>
  made(
    { all: () => eachOf(specs, normalise) },
    () =>
      checkIds(
        'id of a dashboard',
        specs.map(({ id }) => id),
        faultOf('dashboards'),
      ),
    () => checkOpens(specs),
  ).all
