import { LakeError } from '../../schema/error.ts'
import type { ViewType } from '../../sql/view.ts'
import type { DashboardSpec, SheetSpec } from '../spec/dashboard.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { DatesSpec, FilterSpec } from '../spec/filter.ts'
import type { VisualSpec } from '../spec/visual.ts'
import type { Parameter, VisualKind } from '../spec/wells.ts'
import { checkLayout, inReadingOrder } from './layout.ts'
import { type Fault, lookup } from './lookup.ts'
import type { Visual } from './visual.ts'
import { resolvers } from './wells.ts'

export interface Sheet {
  readonly id: string
  readonly title: string
  readonly question: string
  /** In reading order. */
  readonly visuals: readonly Visual[]
}

/** A dashboard whose every name was looked up and every rule checked: what compilers take. */
export interface Dashboard {
  readonly id: string
  readonly title: string
  readonly dates: DatesSpec
  readonly filters: readonly FilterSpec[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly Sheet[]
}

/** Ids and names end up in addresses and in the ids of targets. */
const ID = /^[a-z][a-z0-9_-]{0,63}$/

const faultOf =
  (place: string): Fault =>
  (what, value, allowed, remedy) =>
    new LakeError({ what: `${place}: ${what}`, value, allowed, remedy })

function checkIds(what: string, ids: readonly string[], fault: Fault): void {
  for (const [i, id] of ids.entries()) {
    if (!ID.test(id))
      throw fault(`the ${what} is not one`, JSON.stringify(id), 'a-z, 0-9, - and _', 'choose another')
    if (ids.indexOf(id) !== i)
      throw fault(`the ${what} is used twice`, id, 'each once', 'rename one of the two')
  }
}

function checkTexts(texts: Readonly<Record<string, string>>, fault: Fault): void {
  for (const [name, text] of Object.entries(texts))
    if (typeof text !== 'string' || text.trim() === '')
      throw fault(`the ${name} is missing`, JSON.stringify(text ?? null), 'a sentence', 'write one')
}

/** Everything a filter acts on has its column, and of the type that it compares with. */
function checkColumn(
  column: string,
  type: ViewType,
  source: Dataset,
  visuals: readonly VisualSpec[],
  fault: Fault,
): void {
  for (const { id, data } of [{ id: undefined, data: source }, ...visuals]) {
    const found = data.view.columns[column]
    if (found?.type === type) continue
    const fitting = Object.entries(data.view.columns).filter(([, each]) => each.type === type)
    throw fault(
      `the view ${data.view.name}${id === undefined ? '' : `, which the visual ${id} shows,`} has no such ${type} column`,
      found ? `${column}, a ${found.type}` : column,
      fitting.map(([name]) => name).join(', '),
      'filter by a column that all visuals of the dashboard have',
    )
  }
}

function checkParameter({ label, min, max, default: initial }: Parameter, fault: Fault): void {
  checkTexts({ label }, fault)
  if (min <= initial && initial <= max) return
  throw fault('the default is out of range', String(initial), `${min} to ${max}`, 'choose one in between')
}

function normaliseVisual<K extends VisualKind>(
  spec: VisualSpec<K>,
  parameters: readonly Parameter[],
  fault: Fault,
): Visual<K> {
  const resolve = resolvers[spec.kind as K]
  if (!resolve)
    throw fault(
      'there is no such kind of visual',
      spec.kind,
      Object.keys(resolvers).join(', '),
      'name one of these',
    )
  const { kind, data, id, title, subtitle = '', question, alt, at } = spec
  checkTexts({ title, question, 'alternative text': alt }, fault)
  const wells = resolve(spec, lookup(data, parameters, fault), fault)
  return { kind, data, id, title, subtitle, question, alt, at, ...wells } as unknown as Visual<K>
}

function normaliseSheet(spec: SheetSpec, dashboard: DashboardSpec, place: string): Sheet {
  const { id, title, question, visuals } = spec
  checkTexts({ title, question }, faultOf(`sheet ${id} of ${place}`))
  const visualFault = (visual: string): Fault => faultOf(`visual ${visual} of ${place}`)
  checkLayout(visuals, visualFault)
  return {
    id,
    title,
    question,
    visuals: inReadingOrder(visuals).map(each =>
      normaliseVisual(each, dashboard.parameters, visualFault(each.id)),
    ),
  }
}

/**
 * Looks up every name and checks every rule of a dashboard.
 * @throws LakeError naming the dashboard, the visual or filter, what is wrong with it, and what is allowed.
 */
export function normalise(spec: DashboardSpec): Dashboard {
  const { id, title, dates, filters, parameters, sheets } = spec
  const place = `dashboard ${id}`
  const fault = faultOf(place)
  const visuals = sheets.flatMap(sheet => sheet.visuals)
  checkIds('id', [id], fault)
  checkTexts({ title }, fault)
  checkIds(
    'id of a sheet',
    sheets.map(sheet => sheet.id),
    fault,
  )
  checkIds(
    'id of a visual',
    visuals.map(visual => visual.id),
    fault,
  )
  // Both are parameters of the same address.
  checkIds(
    'name of a filter or parameter',
    [...filters, ...parameters].map(({ name }) => name),
    fault,
  )
  checkColumn(dates.column, 'date', dates.data, visuals, faultOf(`dates of ${place}`))
  for (const filter of filters) {
    const filterFault = faultOf(`filter ${filter.name} of ${place}`)
    checkTexts({ label: filter.label }, filterFault)
    checkColumn(filter.column, 'varchar', filter.data, visuals, filterFault)
  }
  for (const each of parameters) checkParameter(each, faultOf(`parameter ${each.name} of ${place}`))
  return {
    ...{ id, title, dates, filters, parameters },
    sheets: sheets.map(sheet => normaliseSheet(sheet, spec, place)),
  }
}
