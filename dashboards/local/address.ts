import { LakeError } from '../../schema/error.ts'
import { isDay } from '../../schema/instant.ts'
import type { Dimension } from '../spec/dataset.ts'
import type { DatesSpec, FilterKind } from '../spec/filter.ts'
import type { Parameter } from '../spec/parameter.ts'
import { type Drillable, levelsOf, type Path } from './drill.ts'
import { type RelativeDays, relativeDaysOf, relativeWord, relativeWords } from './relative-days.ts'

/** What can be chosen in a filter, by kind. */
interface Choices {
  /** Any of the values, and rows without one. */
  readonly list: { readonly values: readonly string[]; readonly none: boolean }
  /** Numbers from one to another, both included; an open end is `undefined`. */
  readonly range: { readonly from: number | undefined; readonly to: number | undefined }
}

export type Choice<K extends FilterKind = FilterKind> = Choices[K]

/** The first and the last day, or days by their distance from the newest. An open end is the first or last day that there is. */
export type DaysChoice =
  | { readonly from: string | undefined; readonly to: string | undefined }
  | { readonly relative: RelativeDays }

/** What the viewer of a dashboard has set. */
export interface Settings {
  /** `undefined` for the days it begins with; always so where nobody chooses others. */
  readonly days: DaysChoice | undefined
  /** By name of the filter; filters in which nothing was chosen are left out. */
  readonly choices: Readonly<Record<string, Choice>>
  /** By name of the filter: the id of the visual in which its choice was picked; those that were set in the filter bar are left out. */
  readonly picked: Readonly<Record<string, string>>
  /** By name of the parameter; those not set are left out. */
  readonly parameters: Readonly<Record<string, number>>
  /** By id of the visual: how far down it shows; those at their first level are left out. */
  readonly drills: Readonly<Record<string, Path>>
}

/** Nothing set. */
export const noSettings: Settings = { days: undefined, choices: {}, picked: {}, parameters: {}, drills: {} }

/** What can be set on a dashboard. */
export interface Settable {
  readonly dates: Pick<DatesSpec, 'pinned'>
  readonly filters: readonly { readonly kind: FilterKind; readonly name: string }[]
  readonly parameters: readonly Parameter[]
  readonly sheets: readonly { readonly visuals: readonly Drillable[] }[]
}

/** How a choice is written as parameters of an address, so that a filtered view can be shared. */
interface Form<C> {
  names(name: string): readonly string[]
  read(name: string, address: URLSearchParams): C | undefined
  write(name: string, choice: C, address: URLSearchParams): void
}

const bad = (what: string, value: string, allowed: string): LakeError =>
  new LakeError({ what, value, allowed, remedy: 'choose again in the filter bar, or clear the filters' })

// Statements reach the engine as C strings, which a NUL ends. Other characters of control, such as line breaks, are in data.
const NUL = '\0'

const forms: { readonly [K in FilterKind]: Form<Choice<K>> } = {
  list: {
    names: name => [name, `${name}_none`],
    read(name, address) {
      const values = [...new Set(address.getAll(name))]
      const flag = address.get(`${name}_none`)
      if (flag !== null && flag !== '1') throw bad(`${name}_none is not a flag`, flag, '1, or left out')
      const hostile = values.find(value => value.includes(NUL))
      if (hostile !== undefined) throw bad(`${name} holds a NUL`, JSON.stringify(hostile), 'text without any')
      const none = flag === '1'
      return values.length === 0 && !none ? undefined : { values, none }
    },
    write(name, { values, none }, address) {
      for (const value of values) address.append(name, value)
      if (none) address.set(`${name}_none`, '1')
    },
  },
  range: {
    names: name => [`${name}_from`, `${name}_to`],
    read(name, address) {
      const [from, to] = [readNumber(`${name}_from`, address), readNumber(`${name}_to`, address)]
      if (from !== undefined && to !== undefined && from > to)
        throw bad(`${name} ends before it begins`, `${from} to ${to}`, 'from ≤ to')
      return from === undefined && to === undefined ? undefined : { from, to }
    },
    write(name, { from, to }, address) {
      if (from !== undefined) address.set(`${name}_from`, String(from))
      if (to !== undefined) address.set(`${name}_to`, String(to))
    },
  },
}

const formOf = (kind: FilterKind): Form<Choice> => forms[kind] as unknown as Form<Choice>

function readNumber(name: string, address: URLSearchParams): number | undefined {
  const text = address.get(name)
  if (text === null) return undefined
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw bad(`${name} is not a number`, text, 'a number, such as 30 or 2.5')
}

/** What a visual of the dashboard was set to itself, which others do not have. */
export const OF_VISUALS: readonly string[] = ['picked', 'drill']

/** What days stand in. */
const DAYS_NAMES: readonly string[] = ['from', 'to', 'dates']

function readDays(address: URLSearchParams): Settings['days'] {
  const [from, to, word] = [address.get('from'), address.get('to'), address.get('dates')]
  if (word !== null) {
    const relative = relativeDaysOf(word)
    if (!relative) throw bad('these are no relative dates', word, relativeWords)
    if (from === null && to === null) return { relative }
    throw bad('dates are relative, or they have ends', `${word} and ${from ?? to}`, 'one of the two')
  }
  if (from === null && to === null) return undefined
  for (const day of [from, to])
    if (day && !isDay(day)) throw bad('this is not a day', day, 'a day that exists, as YYYY-MM-DD')
  if (from && to && from > to) throw bad('the dates end before they begin', `${from} to ${to}`, 'from ≤ to')
  // Empty is not absent: an end that was left open on purpose.
  return { from: from || undefined, to: to || undefined }
}

function writeDays(days: DaysChoice, address: URLSearchParams): void {
  if ('relative' in days) address.set('dates', relativeWord(days.relative))
  else {
    address.set('from', days.from ?? '')
    address.set('to', days.to ?? '')
  }
}

/** Values by the types of their dimensions: how they are told from what cannot be one. */
const isValue: { readonly [K in Dimension['type']]: (value: string) => boolean } = {
  varchar: value => !value.includes(NUL),
  bigint: value => /^-?\d{1,18}$/.test(value),
  double: value => value.trim() !== '' && Number.isFinite(Number(value)),
  boolean: value => value === 'true' || value === 'false',
  date: isDay,
  timestamp: value => !Number.isNaN(Date.parse(`${value.replace(' ', 'T')}Z`)),
}

/** Reads `drill=<visual>:<value>`, once for each level, and `drill=<visual>` for rows without a value. */
function readDrills(sheets: Settable['sheets'], address: URLSearchParams): Settings['drills'] {
  const drills: Record<string, (string | null)[]> = {}
  const visuals = sheets.flatMap(sheet => sheet.visuals)
  for (const text of address.getAll('drill')) {
    const at = text.indexOf(':')
    const [id, value] = at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
    const visual = visuals.find(each => each.id === id)
    const levels = visual ? levelsOf(visual) : []
    if (levels.length === 0) {
      const ids = visuals.filter(each => levelsOf(each).length > 0).map(each => each.id)
      throw bad('this visual does not go down', id, ids.join(', ') || 'none does')
    }
    const path = drills[id] ?? []
    const level = levels[path.length]
    if (!level || path.length === levels.length - 1)
      throw bad(`${id} does not go down so far`, text, `${levels.length - 1} times`)
    if (value !== null && !isValue[level.type](value))
      throw bad(`this is no value of ${level.name}`, JSON.stringify(value), `a ${level.type}`)
    drills[id] = [...path, value]
  }
  return drills
}

/** Reads `picked=<visual>:<filter>`, once for each list; where nothing is chosen, nothing was picked. */
function readPicked(
  { filters, sheets }: Settable,
  choices: Settings['choices'],
  address: URLSearchParams,
): Settings['picked'] {
  const picked: Record<string, string> = {}
  const ids = sheets.flatMap(({ visuals }) => visuals.map(({ id }) => id))
  const lists = filters.filter(({ kind, name }) => kind === 'list' && choices[name])
  for (const text of address.getAll('picked')) {
    const at = text.indexOf(':')
    const [id, filter] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)]
    if (!ids.includes(id)) throw bad('nothing was picked in such a visual', text, '<visual>:<filter>')
    if (lists.some(({ name }) => name === filter)) picked[filter] = id
  }
  return picked
}

function readParameter({ name, min, max }: Parameter, address: URLSearchParams): number | undefined {
  const value = readNumber(name, address)
  if (value === undefined || (value >= min && value <= max)) return value
  throw bad(`${name} is out of range`, String(value), `a number from ${min} to ${max}`)
}

/** The parameters that an address can have for a filter. */
export const filterNames = (kind: FilterKind, name: string): readonly string[] => formOf(kind).names(name)

/** The parameters that an address can have for a dashboard. */
export const addressNames = ({ filters, parameters }: Settable): readonly string[] => [
  ...DAYS_NAMES,
  ...OF_VISUALS,
  ...filters.flatMap(({ kind, name }) => filterNames(kind, name)),
  ...parameters.map(({ name }) => name),
]

const present = <T>(entries: readonly (readonly [string, T | undefined])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined))

/**
 * Reads what an address sets. Throws a `LakeError` for a value that cannot be; parameters of others are passed over, and
 * days where nobody chooses them.
 */
export function readSettings(settable: Settable, address: URLSearchParams): Settings {
  const { dates, filters, parameters, sheets } = settable
  const choices = present(filters.map(({ kind, name }) => [name, formOf(kind).read(name, address)] as const))
  return {
    days: dates.pinned ? undefined : readDays(address),
    choices,
    picked: readPicked(settable, choices, address),
    parameters: present(parameters.map(each => [each.name, readParameter(each, address)] as const)),
    drills: readDrills(sheets, address),
  }
}

/** Writes settings as an address that reads back as the same. */
export function writeSettings({ filters }: Settable, settings: Settings): URLSearchParams {
  const address = new URLSearchParams()
  if (settings.days) writeDays(settings.days, address)
  for (const { kind, name } of filters) {
    const choice = settings.choices[name]
    if (choice) formOf(kind).write(name, choice, address)
  }
  for (const [name, id] of Object.entries(settings.picked)) address.append('picked', `${id}:${name}`)
  for (const [name, value] of Object.entries(settings.parameters)) address.set(name, String(value))
  for (const [id, path] of Object.entries(settings.drills))
    for (const value of path) address.append('drill', value === null ? id : `${id}:${value}`)
  return address
}

/** Writes settings into an address, which keeps what it holds besides. */
export function withSettings(
  dashboard: Settable,
  address: URLSearchParams,
  settings: Settings,
): URLSearchParams {
  // Days that are chosen elsewhere stay where none can be chosen.
  const kept = dashboard.dates.pinned ? DAYS_NAMES : []
  const names = addressNames(dashboard).filter(name => !kept.includes(name))
  const rest = [...address].filter(([name]) => !names.includes(name))
  return new URLSearchParams([...rest, ...writeSettings(dashboard, settings)])
}

/** With whose eyes, wherever one goes. */
const EVERYWHERE = 'as'

/**
 * What an address keeps on the way to another dashboard: what any of them can be set to, also where that one cannot, so that it
 * is there on the way back. What was set in a visual is of its dashboard alone.
 */
export function carried(dashboards: readonly Settable[], address: URLSearchParams): URLSearchParams {
  const settable = dashboards.flatMap(addressNames).filter(name => !OF_VISUALS.includes(name))
  const names = new Set([...settable, EVERYWHERE])
  return new URLSearchParams([...address].filter(([name]) => names.has(name)))
}
