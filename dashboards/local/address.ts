import { LakeError } from '../../schema/error.ts'
import { isDay } from '../../schema/instant.ts'
import type { FilterKind } from '../spec/filter.ts'
import type { Parameter } from '../spec/wells.ts'

/** What can be chosen in a filter, by kind. */
interface Choices {
  /** Any of the values, and rows without one. */
  readonly list: { readonly values: readonly string[]; readonly none: boolean }
}

export type Choice<K extends FilterKind = FilterKind> = Choices[K]

/** What the viewer of a dashboard has set. */
export interface Settings {
  /** `undefined` for the days it begins with. An open end is `undefined`, too: the first or last day that there is. */
  readonly days: { readonly from: string | undefined; readonly to: string | undefined } | undefined
  /** By name of the filter; filters in which nothing was chosen are left out. */
  readonly choices: Readonly<Record<string, Choice>>
  /** By name of the parameter; those not set are left out. */
  readonly parameters: Readonly<Record<string, number>>
}

/** Nothing set. */
export const noSettings: Settings = { days: undefined, choices: {}, parameters: {} }

/** What can be set on a dashboard. */
export interface Settable {
  readonly filters: readonly { readonly kind: FilterKind; readonly name: string }[]
  readonly parameters: readonly Parameter[]
}

/** How a choice is written as parameters of an address, so that a filtered view can be shared. */
interface Form<C> {
  names(name: string): readonly string[]
  read(name: string, address: URLSearchParams): C | undefined
  write(name: string, choice: C, address: URLSearchParams): void
}

const bad = (what: string, value: string, allowed: string): LakeError =>
  new LakeError({ what, value, allowed, remedy: 'choose again in the filter bar, or clear the filters' })

// Statements reach the engine as C strings, which a NUL ends.
const CONTROL = /\p{Cc}/u

const forms: { readonly [K in FilterKind]: Form<Choice<K>> } = {
  list: {
    names: name => [name, `${name}_none`],
    read(name, address) {
      const values = [...new Set(address.getAll(name))]
      const flag = address.get(`${name}_none`)
      if (flag !== null && flag !== '1') throw bad(`${name}_none is not a flag`, flag, '1, or left out')
      const hostile = values.find(value => CONTROL.test(value))
      if (hostile !== undefined)
        throw bad(`${name} holds a control character`, JSON.stringify(hostile), 'text without any')
      const none = flag === '1'
      return values.length === 0 && !none ? undefined : { values, none }
    },
    write(name, { values, none }, address) {
      for (const value of values) address.append(name, value)
      if (none) address.set(`${name}_none`, '1')
    },
  },
}

function readDays(address: URLSearchParams): Settings['days'] {
  const [from, to] = [address.get('from'), address.get('to')]
  if (from === null && to === null) return undefined
  for (const day of [from, to])
    if (day && !isDay(day)) throw bad('this is not a day', day, 'a day that exists, as YYYY-MM-DD')
  if (from && to && from > to) throw bad('the dates end before they begin', `${from} to ${to}`, 'from ≤ to')
  // Empty is not absent: an end that was left open on purpose.
  return { from: from || undefined, to: to || undefined }
}

function readParameter({ name, min, max }: Parameter, address: URLSearchParams): number | undefined {
  const text = address.get(name)
  if (text === null) return undefined
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= min && value <= max) return value
  throw bad(`${name} is out of range`, text, `a number from ${min} to ${max}`)
}

/** The parameters that an address can have for a dashboard. */
export const addressNames = ({ filters, parameters }: Settable): readonly string[] => [
  'from',
  'to',
  ...filters.flatMap(({ kind, name }) => forms[kind].names(name)),
  ...parameters.map(({ name }) => name),
]

const present = <T>(entries: readonly (readonly [string, T | undefined])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined))

/** Reads what an address sets. Throws a `LakeError` for a value that cannot be; parameters of others are passed over. */
export const readSettings = ({ filters, parameters }: Settable, address: URLSearchParams): Settings => ({
  days: readDays(address),
  choices: present(filters.map(({ kind, name }) => [name, forms[kind].read(name, address)] as const)),
  parameters: present(parameters.map(each => [each.name, readParameter(each, address)] as const)),
})

/** Writes settings as an address that reads back as the same. */
export function writeSettings({ filters }: Settable, settings: Settings): URLSearchParams {
  const address = new URLSearchParams()
  if (settings.days) {
    address.set('from', settings.days.from ?? '')
    address.set('to', settings.days.to ?? '')
  }
  for (const { kind, name } of filters) {
    const choice = settings.choices[name]
    if (choice) forms[kind].write(name, choice, address)
  }
  for (const [name, value] of Object.entries(settings.parameters)) address.set(name, String(value))
  return address
}
