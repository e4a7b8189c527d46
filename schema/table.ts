import type { Type, Value } from './type.ts'

/** The unit of a number; also the ending of the column's name. */
export type Unit = 's' | 'ms' | 'bytes'

/**
 * What kind of personal data a column can hold. Policies (masking, erasing, column grants) are declared against
 * these words, never against column names.
 */
export type Pii = 'endpoint' | 'name' | 'identifier' | 'content'

export interface Column<T extends Type = Type> {
  readonly type: T
  /** What the value means, in the words of Connect's documentation where it has any. */
  readonly doc: string
  /**
   * Where the value stands in the source record: a path of keys joined by dots, `Key[]` stepping into a list;
   * of several paths the first that holds a value counts (sources spell some keys in two ways). A column without
   * a path is filled by the lake.
   */
  readonly from?: string | readonly string[]
  /** A path inside the JSON text found at `from`, for a member of a map that is otherwise kept whole. */
  readonly pick?: string
  readonly unit?: Unit
  readonly pii?: Pii
  /** Earliest evidence of the field, as a bound: AWS publishes no dates per field. */
  readonly since?: string
  /** A record without it, or with a value that is not of the type, is quarantined. */
  readonly required?: true
}

export type Columns = Readonly<Record<string, Column>>

/** How rows of a child table come out of the lists or maps of a parent row. */
export interface Explode {
  readonly table: string
  /** Parent column to explode → the word that says which one a row came from. */
  readonly lists: Readonly<Record<string, string>>
}

/** What a derived table is made from. */
export interface Derived {
  /** The tables whose rows it is made from; derived tables among them stand before it in `tables`. */
  readonly from: readonly string[]
  /** The partition of day D is a function of the rows in the days from D − back to D + forward, and of nothing else. */
  readonly reach_days: { readonly back: number; readonly forward: number }
  /** One of the sources, when a day on which it has no rows has none here. Otherwise any day in reach can have some. */
  readonly days_of?: string
}

export interface Table<C extends Columns = Columns> {
  readonly name: string
  readonly doc: string
  /** Columns that identify a row. Empty: rows are only ever added (the lake's own books). */
  readonly key: readonly string[]
  /** Newest wins; a tie goes to the later arrival. Without it, every tie does. */
  readonly version?: string
  /** Where rows lie. */
  readonly partition: {
    /** Each row lies in the partition `dt=YYYY-MM-DD`: the UTC date of this timestamp. */
    readonly dt: string
    /** Earlier versions of the row had that timestamp between these two: where to look for a row that moved. */
    readonly between?: readonly [string, string]
  }
  /** Set for a child table: its files are made from its parent's, file by file. */
  readonly explode?: Explode
  /** Set for a derived table: its partitions are made from those of other tables, and made again when they change. */
  readonly derived?: Derived
  readonly columns: C
}

/** A row of a table as TypeScript sees it. Only required columns are never null. */
export type Row<T extends Table> = {
  readonly [K in keyof T['columns']]: T['columns'][K] extends { required: true }
    ? Value<T['columns'][K]['type']>
    : Value<T['columns'][K]['type']> | null
}

/** Declares a table. Checks what types cannot: names, units, and that the partition is a timestamp. */
export function table<const C extends Columns>(
  definition: Table<C> & {
    readonly key: readonly (keyof C & string)[]
    readonly version?: keyof C & string
    readonly partition: {
      readonly dt: keyof C & string
      readonly between?: readonly [keyof C & string, keyof C & string]
    }
  },
): Table<C> {
  const fault = (column: string, what: string): never => {
    throw new Error(`table ${definition.name}, column ${column}: ${what}`)
  }
  const { columns, partition } = definition
  if (columns[partition.dt]?.type.kind !== 'timestamp')
    fault(partition.dt, 'the partition must be a timestamp')
  for (const [name, column] of Object.entries<Column>(columns)) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) fault(name, 'a name is lower_snake_case')
    if (column.unit && !name.endsWith(`_${column.unit}`)) fault(name, `the name must end in _${column.unit}`)
    if (column.doc.length < 8) fault(name, 'needs a doc')
  }
  for (const name of [...definition.key, partition.dt, ...(definition.version ? [definition.version] : [])]) {
    if (!columns[name]?.required) fault(name, 'key, version and partition columns are required')
  }
  // The merge knows a row by one value; children and derived tables are made from rows that were merged.
  if (!definition.explode && !definition.derived && definition.key.length > 1)
    fault(definition.key.join(', '), 'only a child table or a derived one has a key of several columns')
  return definition
}

/** The same columns, each name with a prefix: a snapshot that stands in a record twice. */
export function prefixed<const P extends string, const C extends Columns>(prefix: P, columns: C) {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [`${prefix}_${name}`, column]),
  ) as { readonly [K in keyof C & string as `${P}_${K}`]: C[K] }
}

/** The paths of a column, as a list. */
export const pathsOf = (column: Column): readonly string[] =>
  column.from === undefined ? [] : typeof column.from === 'string' ? [column.from] : column.from
