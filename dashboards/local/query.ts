import { distinctItems, type Item } from '../../sql/metrics/expression.ts'
import type { GroupedItem } from './expression.ts'

/**
 * A question to the engine: the columns it asks for, and the text around them. Queries whose text differs in nothing but
 * these columns read the same rows in the same groups, and can be asked together.
 */
export interface Query {
  readonly items: readonly GroupedItem[]
  text(items: readonly GroupedItem[]): string
}

/** Column with the number of categories that there are, shown or not. */
export const CATEGORIES = 'categories'

/** The SQL of the query alone: what people are shown. */
export const queryText = ({ items, text }: Query): string => text(items)

/** Queries that are asked as one. */
export interface Batch<T> {
  readonly sql: string
  readonly of: readonly T[]
}

/** Puts those queries together that read the same rows in the same groups. */
export function batches<T extends { readonly query: Query }>(all: readonly T[]): readonly Batch<T>[] {
  const byShape = new Map<string, T[]>()
  for (const each of all) {
    const shape = each.query.text([])
    byShape.set(shape, [...(byShape.get(shape) ?? []), each])
  }
  return [...byShape.entries()].map(([shape, of]) => {
    const items = distinctItems(of.flatMap(({ query }) => query.items))
    return { sql: of[0]?.query.text(items) ?? shape, of }
  })
}

/** The lines of a SELECT list. */
export const selectList = (groups: readonly string[], items: readonly Item[], indent = '  '): string =>
  [...groups, ...items.map(({ name, sql }) => `${sql} AS ${name}`)]
    .map(line => `${indent}${line}`)
    .join(',\n')

/** The same where groups are put together that have been made: their columns are made again. */
export const againList = (groups: readonly string[], items: readonly GroupedItem[], indent = '  '): string =>
  selectList(
    groups,
    items.map(({ name, again }) => ({ name, sql: again })),
    indent,
  )

/** The same where groups pass as they are. */
export const namesList = (groups: readonly string[], items: readonly Item[], indent = '  '): string =>
  [...groups, ...items.map(({ name }) => name)].map(line => `${indent}${line}`).join(',\n')

/** The WHERE clause, on lines of its own. */
export const whereClause = (conditions: readonly string[], indent = ''): string =>
  `\n${indent}WHERE ${conditions.join(`\n${indent}  AND `)}`
