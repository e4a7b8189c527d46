import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Facts } from '../local/facts.ts'
import type { PageFilter } from '../local/model.ts'
import { themes as ours, type ThemeName, type Themes, type Tokens } from '../theme/tokens.ts'

/** How things look to the viewer now. */
export interface Look {
  readonly theme: ThemeName
  readonly tokens: Tokens
  /** Whether colours stay as they are: not as long as the values that weigh most are still asked for. */
  readonly settled: boolean
  /** Whether the values of a column have colours of their own. */
  knows(column: string): boolean
  /** The colour of a value of a column: the same wherever it is shown. */
  colourOf(column: string, value: string | null): string
}

/** A number that the text alone decides: FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/**
 * Gives each name one of the places: the one that the name itself decides, or the next that is free. So a name keeps its
 * place while others come and go, or overtake it.
 */
function placesOf(names: readonly string[], count: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const taken = new Set<number>()
  for (const name of [...names].sort()) {
    let place = hashOf(name) % count
    while (taken.has(place)) place = (place + 1) % count
    taken.add(place)
    places.set(name, place)
  }
  return places
}

/** Some lists, as far as their values may have colours of their own; null is among them, and has none. */
export const heaviest = (
  values: Facts['values'],
  lists: readonly string[],
  { series }: Tokens,
): Facts['values'] =>
  Object.fromEntries(
    lists.flatMap(name => {
      const list = values[name]
      return list ? [[name, { ...list, listed: list.listed.slice(0, series.length + 1) }] as const] : []
    }),
  )

/**
 * The look of a theme. The palette is for the values that weigh most in the whole lake, whatever is filtered; the others
 * share one colour.
 */
export function lookOf(
  theme: ThemeName,
  filters: readonly PageFilter[],
  values: Facts['values'] | undefined,
  themes: Themes = ours,
  settled = true,
): Look {
  const tokens = themes[theme]
  const { series, other } = tokens
  const places = new Map(
    filters.map(({ name, column }) => {
      const names = (values?.[name]?.listed ?? []).flatMap(({ value }) => (value === null ? [] : [value]))
      return [column, placesOf(names.slice(0, series.length), series.length)]
    }),
  )
  return {
    ...{ theme, tokens, settled },
    knows: column => (places.get(column)?.size ?? 0) > 0,
    colourOf: (column, value) => series[places.get(column)?.get(value ?? '') ?? -1] ?? other,
  }
}

export const LookContext = createContext<Look>(lookOf('light', [], undefined))

export const useLook = (): Look => useContext(LookContext)
