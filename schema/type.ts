/**
 * The types a column can have. A type is plain data; what it means in DuckDB, Arrow, Markdown … is said by the
 * derivers in `formats/`, each a record keyed by `kind`, so that adding a kind makes every one of them fail to
 * compile until it answers.
 */

/** Text. Empty text is kept; it is not NULL. */
export interface StringType {
  readonly kind: 'string'
}
/** A whole number, 64 bits. Durations and counts: one width for ever, because engines refuse a changed one. */
export interface BigintType {
  readonly kind: 'bigint'
}
/** A finite 64-bit floating-point number. */
export interface DoubleType {
  readonly kind: 'double'
}
export interface BooleanType {
  readonly kind: 'boolean'
}
/** An instant in UTC with millisecond precision: what Athena's `timestamp` can hold. */
export interface TimestampType {
  readonly kind: 'timestamp'
}
/** JSON text: for what is recursive or open, see the rule in `tables/contact-record.ts`. */
export interface JsonType {
  readonly kind: 'json'
}
export interface ArrayType<E extends Type = Type> {
  readonly kind: 'array'
  readonly element: E
}
/** Text to text, keys case-sensitive (Connect attributes differ in nothing else at times). */
export interface MapType {
  readonly kind: 'map'
}
/** A group of named fields; occurs as the element of an array. */
export interface RowType<F extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly kind: 'row'
  readonly fields: F
}
/** A field of a row: its type and the key it is read from. */
export interface Field<T extends Type = Type> {
  readonly type: T
  readonly from: string
}

export type Type =
  | StringType
  | BigintType
  | DoubleType
  | BooleanType
  | TimestampType
  | JsonType
  | ArrayType<Type>
  | MapType
  | RowType<Readonly<Record<string, Field<Type>>>>

export type Kind = Type['kind']

/** One function per kind: the form of every deriver. */
export type ByKind<R> = { readonly [K in Kind]: (type: Extract<Type, { kind: K }>) => R }

export const string: StringType = { kind: 'string' }
export const bigint: BigintType = { kind: 'bigint' }
export const double: DoubleType = { kind: 'double' }
export const boolean: BooleanType = { kind: 'boolean' }
export const timestamp: TimestampType = { kind: 'timestamp' }
export const json: JsonType = { kind: 'json' }
export const map: MapType = { kind: 'map' }
export const array = <const E extends Type>(element: E): ArrayType<E> => ({ kind: 'array', element })
export const row = <const F extends Readonly<Record<string, Field>>>(fields: F): RowType<F> => ({
  kind: 'row',
  fields,
})

/** Applies the deriver's function for the type's kind. */
export function derive<R>(rules: ByKind<R>, type: Type): R {
  return (rules[type.kind] as (type: Type) => R)(type)
}

/** The TypeScript value of a type, as rows travel: timestamps are epoch milliseconds, NULL is null. */
export type Value<T extends Type> = T extends StringType | JsonType
  ? string
  : T extends BigintType
    ? bigint
    : T extends DoubleType | TimestampType
      ? number
      : T extends BooleanType
        ? boolean
        : T extends MapType
          ? ReadonlyMap<string, string | null>
          : T extends ArrayType<infer E>
            ? readonly (Value<E> | null)[]
            : T extends RowType<infer F>
              ? { readonly [K in keyof F]: Value<F[K]['type']> | null }
              : never
