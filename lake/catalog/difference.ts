/** A column as a catalog shows it: its type in the catalog's own words, and what is said of it. */
export interface ShownColumn {
  readonly type: string
  readonly about: string
}

/** Where the files of a partition lie, and a fingerprint of the columns that it has of its own; '' where it has none. */
export interface ShownPartition {
  readonly location: string
  readonly columns: string
}

/** A table as a catalog shows it. */
export interface ShownTable {
  /** What is said of the table as a whole: what → text. */
  readonly facts: Readonly<Record<string, string>>
  readonly columns: Readonly<Record<string, ShownColumn>>
  /** By dt. */
  readonly partitions: Readonly<Record<string, ShownPartition>>
}

/** One thing that a catalog shows otherwise than it should. */
export interface Difference {
  readonly table: string
  readonly what:
    | 'table missing'
    | 'table differs'
    | 'column missing'
    | 'column unknown'
    | 'column of another type'
    | 'column described otherwise'
    | 'columns in another order'
    | 'partition missing'
    | 'partition unknown'
    | 'partition elsewhere'
    | 'partition with other columns'
  /** Which column, partition or fact; the table's own name where it is missing. */
  readonly of: string
  /** What the catalog shows, and what it should; null for nothing. */
  readonly shown: string | null
  readonly wanted: string | null
}

/** What differs for the table as a whole or its columns: all that is not about a partition. */
export const isOfTable = ({ what }: Difference): boolean => !what.startsWith('partition')

const namesIn = (...of: readonly object[]): readonly string[] => [...new Set(of.flatMap(Object.keys))].sort()

function* factsApart(table: string, shown: ShownTable, wanted: ShownTable): Generator<Difference> {
  for (const of of namesIn(shown.facts, wanted.facts)) {
    const [is, should] = [shown.facts[of] ?? null, wanted.facts[of] ?? null]
    if (is !== should) yield { table, what: 'table differs', of, shown: is, wanted: should }
  }
}

function* columnsApart(table: string, shown: ShownTable, wanted: ShownTable): Generator<Difference> {
  for (const of of namesIn(shown.columns, wanted.columns)) {
    const [is, should] = [shown.columns[of], wanted.columns[of]]
    const types = { table, of, shown: is?.type ?? null, wanted: should?.type ?? null }
    if (!is) yield { ...types, what: 'column missing' }
    else if (!should) yield { ...types, what: 'column unknown' }
    else if (is.type !== should.type) yield { ...types, what: 'column of another type' }
    else if (is.about !== should.about)
      yield { table, what: 'column described otherwise', of, shown: is.about, wanted: should.about }
  }
  const [order, orderly] = [shown, wanted].map(({ columns }) => Object.keys(columns).join(', '))
  const same = namesIn(shown.columns).join() === namesIn(wanted.columns).join()
  if (same && order !== orderly)
    yield {
      ...{ table, what: 'columns in another order', of: table },
      ...{ shown: order ?? null, wanted: orderly ?? null },
    }
}

function* partitionsApart(table: string, shown: ShownTable, wanted: ShownTable): Generator<Difference> {
  for (const dt of namesIn(shown.partitions, wanted.partitions)) {
    const [is, should] = [shown.partitions[dt], wanted.partitions[dt]]
    const places = { table, of: dt, shown: is?.location ?? null, wanted: should?.location ?? null }
    if (!is) yield { ...places, what: 'partition missing' }
    else if (!should) yield { ...places, what: 'partition unknown' }
    else if (is.location !== should.location) yield { ...places, what: 'partition elsewhere' }
    else if (is.columns !== should.columns)
      yield {
        ...{ table, what: 'partition with other columns', of: dt },
        ...{ shown: is.columns, wanted: should.columns },
      }
  }
}

/** All in which a table that a catalog shows is not as it should be. */
export function differencesOf(
  table: string,
  shown: ShownTable | undefined,
  wanted: ShownTable,
): readonly Difference[] {
  const empty: ShownTable = { facts: {}, columns: {}, partitions: {} }
  const missing: Difference = { table, what: 'table missing', of: table, shown: null, wanted: table }
  return [
    ...(shown ? [...factsApart(table, shown, wanted), ...columnsApart(table, shown, wanted)] : [missing]),
    ...partitionsApart(table, shown ?? empty, wanted),
  ]
}
