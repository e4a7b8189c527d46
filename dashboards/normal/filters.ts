import type { ViewType } from '../../sql/view.ts'
import type { DashboardSpec } from '../spec/dashboard.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { FilterKind, FilterSpec } from '../spec/filter.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Fault } from './fault.ts'
import { checkTexts } from './texts.ts'
import { eachOf, made, together } from './together.ts'

/** A filter, with the ids of the visuals that it acts on. */
export type Filter<K extends FilterKind = FilterKind> = FilterSpec<K> & {
  readonly visuals: readonly string[]
}

const types: { readonly [K in FilterKind]: readonly ViewType[] } = {
  list: ['varchar'],
  range: ['bigint', 'double'],
}

function checkColumn(
  kind: FilterKind,
  column: string,
  data: Dataset,
  shownBy: string | undefined,
  fault: Fault,
): void {
  const found = data.view.columns[column]
  if (found && types[kind].includes(found.type)) return
  const fitting = Object.entries(data.view.columns).filter(([, { type }]) => types[kind].includes(type))
  throw fault(
    `the view ${data.view.name}${shownBy === undefined ? '' : `, which the ${shownBy} shows,`} has no such ${types[kind][0]} column`,
    found ? `${column}, a ${found.type}` : column,
    fitting.map(([name]) => name),
    'filter by a column that all visuals of the filter have, or name the visual in its except',
  )
}

function checkNames(what: string, names: readonly string[], known: readonly string[], fault: Fault): void {
  eachOf(names, name => {
    if (!known.includes(name)) throw fault(`there is no such ${what}`, name, known, 'name one of these')
  })
}

/** The ids of the visuals that a filter acts on. */
function actedOn(filter: FilterSpec, { sheets }: DashboardSpec, fault: Fault): readonly string[] {
  const { kind, column, data, except = [] } = filter
  if (!types[kind])
    throw fault('there is no such kind of filter', kind, Object.keys(types), 'name one of these')
  const known = sheets.map(({ id }) => id)
  together([
    () => checkColumn(kind, column, data, undefined, fault),
    () => checkNames('sheet', filter.sheets ?? [], known, fault),
  ])
  const within = sheets
    .filter(({ id }) => (filter.sheets ?? known).includes(id))
    .flatMap(sheet => sheet.visuals.map(({ id, data: shown }) => ({ id, shown, sheet: sheet.id })))
  checkNames(
    'visual on the sheets of the filter',
    except,
    within.map(({ id }) => id),
    fault,
  )
  const visuals = within.filter(({ id }) => !except.includes(id))
  eachOf(visuals, ({ id, sheet, shown }) =>
    checkColumn(kind, column, shown, `visual ${id} on sheet ${sheet}`, fault),
  )
  return visuals.map(({ id }) => id)
}

/**
 * Finds what a filter acts on, and checks that everything it acts on has its column, and of the type that it compares
 * with: what it leaves alone has to be named.
 */
export function normaliseFilter(filter: FilterSpec, dashboard: DashboardSpec, fault: Fault): Filter {
  const { visuals } = made({ visuals: () => actedOn(filter, dashboard, fault) }, () =>
    checkTexts({ label: filter.label }, fault),
  )
  return { ...filter, visuals }
}

/** Checks a parameter. */
export function checkParameter({ label, min, max, default: initial }: Parameter, fault: Fault): void {
  together([
    () => checkTexts({ label }, fault),
    () => {
      if (min <= initial && initial <= max) return
      throw fault('the default is out of range', String(initial), `${min} to ${max}`, 'choose one in between')
    },
  ])
}
