import {
  Table as ArrowTable,
  type Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import {
  addressNames,
  carried,
  filterNames,
  OF_VISUALS,
  readSettings,
} from '../../dashboards/local/address.ts'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import type { PageDashboard } from '../../dashboards/local/model.ts'
import type { Report } from '../../dashboards/local/report.ts'
import { decodeFrames, encodeFrame } from '../../dashboards/local/stream.ts'
import type { Dashboard, Sheet } from '../../dashboards/normal/dashboard.ts'
import { isPersonal, personalColumns } from '../../dashboards/normal/personal.ts'
import type { Themes } from '../../dashboards/theme/tokens.ts'
import { LakeError } from '../../schema/error.ts'
import { eyesOf } from './eyes.ts'
import { factsOf } from './facts.ts'
import type { Report as Tell } from './problem.ts'
import type { LakeView, Session } from './session.ts'
import { sheetFrames } from './sheet.ts'

/** What a report is made of. */
export interface ReportOptions {
  readonly dashboards: readonly Dashboard[]
  readonly session: Session
  readonly themes: Themes
  /** What is set, as in the address of a page; each dashboard takes what it can be set to. */
  readonly address: URLSearchParams
  readonly report: Tell
}

/** Gives values of personal data names of their own: the first agent that comes is `Agent 1`, wherever he comes. */
function aliases() {
  const known = new Map<string, string>()
  const counts = new Map<string, number>()
  return (label: string, value: string): string => {
    const key = `${label}\0${value}`
    const alias = known.get(key)
    if (alias !== undefined) return alias
    const count = (counts.get(label) ?? 0) + 1
    counts.set(label, count)
    known.set(key, `${label} ${count}`)
    return `${label} ${count}`
  }
}

type Alias = ReturnType<typeof aliases>

/** The table with the aliases of the values in these columns, by column with the label of the column. */
function withAliases(table: Table, personal: ReadonlyMap<string, string>, alias: Alias): Table {
  if (!table.schema.fields.some(({ name }) => personal.has(name))) return table
  const columns = table.schema.fields.map(({ name }, i) => {
    const values = table.getChildAt(i)
    const label = personal.get(name)
    if (label === undefined || !values) return [name, values]
    const texts = Array.from(values, value => (value === null ? null : alias(label, String(value))))
    return [name, vectorFromArray(texts, new Utf8())]
  })
  return new ArrowTable(Object.fromEntries(columns))
}

/** The columns of personal data on a sheet, each with its label. */
function personalOn({ visuals }: Sheet): ReadonlyMap<string, string> {
  return new Map(
    visuals.flatMap(visual =>
      personalColumns(visual).map(name => [name, visual.data.dimensions[name]?.label ?? 'Person'] as const),
    ),
  )
}

/** Links out of values that are not told lead nowhere. */
const withoutLinks = (dashboard: PageDashboard): PageDashboard => ({
  ...dashboard,
  sheets: dashboard.sheets.map(sheet => ({
    ...sheet,
    visuals: sheet.visuals.map(visual =>
      visual.kind === 'table' ? { ...visual, links: visual.links.filter(({ of }) => !of.pii) } : visual,
    ),
  })),
})

async function sheetAnswer(
  { session, address, report }: ReportOptions,
  dashboard: Dashboard,
  sheet: Sheet,
  alias: Alias,
): Promise<string> {
  const settings = readSettings(dashboard, carried([dashboard], address))
  const asked = { dashboard, sheet, settings, eyes: eyesOf([], undefined), all: [] }
  const frames = sheetFrames(session, asked, new AbortController().signal, report)
  const personal = personalOn(sheet)
  const chunks: Uint8Array[] = []
  for await (const { head, body } of decodeFrames(frames)) {
    // Half a report is none.
    if (head.type === 'problem') throw new LakeError(head.problem)
    const told = head.type === 'result' ? tableToIPC(withAliases(tableFromIPC(body), personal, alias)) : body
    chunks.push(encodeFrame({ head, body: told }))
  }
  return Buffer.concat(chunks).toString('base64')
}

/** Throws for what none of the dashboards can be set to, and for what a report must not hold. */
function checkAddress({ dashboards, address }: ReportOptions): void {
  for (const { filters } of dashboards)
    for (const { kind, name } of filters.filter(isPersonal))
      if (filterNames(kind, name).some(each => address.has(each)))
        throw new LakeError({
          what: 'a report holds no personal data, so it cannot be filtered by it',
          value: name,
          allowed: 'filters of other columns',
          remedy: 'leave it out',
        })
  const known = [...new Set(dashboards.flatMap(addressNames))].filter(name => !OF_VISUALS.includes(name))
  for (const name of address.keys())
    if (!known.includes(name))
      throw new LakeError({
        what: 'no dashboard can be set to this',
        value: name,
        allowed: known.join(', '),
        remedy: 'leave it out, or write it as one of these',
      })
}

/**
 * The answers that a report on file holds: every sheet as it is shown first, or by the address. Personal data is left
 * out: its values have aliases, and lists of them are empty.
 */
export async function reportOf(options: ReportOptions, view: LakeView): Promise<Report> {
  const { dashboards, themes, address } = options
  checkAddress(options)
  const alias = aliases()
  const facts: Record<string, Report['facts'][string]> = {}
  const sheets: Record<string, string> = {}
  for (const dashboard of dashboards) {
    const known = await factsOf(view, dashboard, eyesOf([], undefined))
    const told = dashboard.filters.filter(filter => !isPersonal(filter))
    facts[dashboard.id] = {
      ...known,
      values: Object.fromEntries(
        told.flatMap(({ name }) => (known.values[name] ? [[name, known.values[name]]] : [])),
      ),
    }
    for (const sheet of dashboard.sheets)
      sheets[`${dashboard.id}/${sheet.id}`] = await sheetAnswer(options, dashboard, sheet, alias)
  }
  const search = address.size > 0 ? `?${address}` : ''
  return { dashboards: dashboards.map(pageDashboard).map(withoutLinks), themes, search, facts, sheets }
}
