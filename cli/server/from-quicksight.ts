import { type Choice, type Settings, writeSettings } from '../../dashboards/local/address.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Filter } from '../../dashboards/normal/filters.ts'
import { isDay } from '../../schema/instant.ts'

/** What QuickSight puts for a parameter in which nothing is chosen. */
const NOTHING: readonly string[] = ['', '[ALL]', 'null', 'undefined', '\0']

/** The day of a moment as QuickSight writes it, with its time or in words, by UTC; undefined for what is none. */
function dayOf(text: string | null): string | undefined {
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '') ?? []
  if (isDay(day)) return day
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().slice(0, 10)
}

/**
 * A choice of QuickSight's, which is of the words that readers see, in the values of the page. Undefined for nothing, and for
 * what the page cannot choose, as several values that have one word: then all are shown, and the page's own filter says so.
 */
function choiceOf({ data, column }: Filter, words: readonly string[]): Choice<'list'> | undefined {
  const { none: noValue, values = [], codes = [], merged } = data.dimensions[column] ?? {}
  const chosen = words.filter(word => !NOTHING.includes(word))
  if (chosen.length === 0 || chosen.some(word => word === merged?.as || word.includes('\0'))) return undefined
  const own = (word: string): string =>
    String([...values, ...codes].find(([, shown]) => shown === word)?.[0] ?? word)
  return {
    values: [...new Set(chosen.filter(word => word !== noValue).map(own))],
    none: chosen.some(word => word === noValue),
  }
}

/**
 * Where the page shows what somebody looked at in QuickSight, with why a visual's number is what it is: the action "Why this
 * number" leads here. What QuickSight did not fill in is left as the page has it. Undefined where there is no such visual.
 */
export function whyAddress(
  dashboards: readonly Dashboard[],
  { dashboard: id, visual }: { readonly dashboard: string; readonly visual: string },
  address: URLSearchParams,
): string | undefined {
  const dashboard = dashboards.find(each => each.id === id)
  const sheet = dashboard?.sheets.find(({ visuals }) => visuals.some(each => each.id === visual))
  if (!dashboard || !sheet) return undefined
  const [from, to] = [dayOf(address.get('from')), dayOf(address.get('to'))]
  const choices: Record<string, Choice> = {}
  for (const filter of dashboard.filters) {
    const choice = filter.kind === 'list' && choiceOf(filter, address.getAll(filter.name))
    if (choice) choices[filter.name] = choice
  }
  const parameters: Record<string, number> = {}
  for (const { name, min, max } of dashboard.parameters) {
    const value = Number(address.get(name) || Number.NaN)
    if (value >= min && value <= max) parameters[name] = value
  }
  const settings: Settings = {
    days: from !== undefined && to !== undefined && from <= to ? { from, to } : undefined,
    ...{ choices, parameters, picked: {}, drills: {} },
  }
  const set = writeSettings(dashboard, settings)
  return `/${dashboard.id}/${sheet.id}${set.size > 0 ? `?${set}` : ''}#why-${visual}`
}
