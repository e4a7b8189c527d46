import { addDays } from '../../schema/instant.ts'
import { attributedContact } from '../../schema/tables/attributed-contact.ts'
import { contactAttributeColumn } from '../contact-attribute.ts'
import { isOneOfSql, sqlName, sqlText } from '../literal.ts'
import type { View } from '../view.ts'
import type { AttributesOf } from './subject.ts'

/** The first and the last partition that is looked into. */
type Partitions = readonly [first: string, last: string]

/** Rows that have the attributes of a contact, and what is wanted of them. */
interface Attributed {
  readonly view: string
  /** What stands before the name of a table or view: nothing, but where there is no database to look it up in. */
  readonly before?: string
  readonly of: AttributesOf
  /** The columns of the view; all of them by default. */
  readonly columns?: readonly string[]
  /** Names of attributes. */
  readonly names: readonly string[]
  /** Those of the rows, where they are known. */
  readonly partitions?: Partitions | undefined
  /** By the name of an attribute: what has the contacts with it, where that is at hand. */
  readonly held?: ReadonlyMap<string, string>
}

/** Where contacts lie, by the partitions of the rows that name them. */
const daysSql = ({ partition_days_later: later }: AttributesOf, [first, last]: Partitions): string =>
  `dt BETWEEN ${sqlText(first)} AND ${sqlText(addDays(last, later))}`

/** Which contact of all with an attribute is the row's. */
function withinSql(a: string, of: AttributesOf, name: string, rows?: Partitions): string {
  const here = `${a}.attribute_name = ${sqlText(name)} AND ${hereSql(a, of)}`
  // Known days, for one key is joined faster than two; else equal ones, so that a filter of one side is one of both.
  if (rows) return `${here} AND ${a}.${daysSql(of, rows)}`
  return of.partition_days_later === 0 ? `${here} AND ${a}.dt = r.dt` : here
}

const hereSql = (a: string, { contact }: AttributesOf): string => `${a}.contact_id = r.${sqlName(contact)}`

/** The contacts of some partitions that have an attribute, of some values: as they are held for a join. */
export const attributeContacts = (
  name: string,
  of: AttributesOf,
  partitions: Partitions,
  values: readonly string[] | undefined,
): string => {
  const conditions = [
    `attribute_name = ${sqlText(name)}`,
    daysSql(of, partitions),
    ...(values ? [isOneOfSql('attribute_value', values)] : []),
  ]
  return `SELECT contact_id, attribute_value FROM ${attributedContact.name} WHERE ${conditions.join(' AND ')}`
}

/** What is selected, of what, and what is joined to it: each item and each join a text of its own. */
interface Parts {
  readonly items: readonly string[]
  readonly from: string
  readonly joins: readonly string[]
}

const textOf = ({ items, from, joins }: Parts): string =>
  [`SELECT ${items.join(', ')}`, `FROM ${from} AS r`, ...joins.map(join => `LEFT JOIN ${join}`)].join('\n')

/** The parts of a text that was made here; undefined of any other. */
function partsOf(text: string): Parts | undefined {
  const [, items = '', from = '', rest = ''] =
    /^SELECT (.*)\nFROM (.*) AS r((?:\nLEFT JOIN .*\n {2}ON .*)*)$/.exec(text) ?? []
  return items === ''
    ? undefined
    : { items: items.split(', '), from, joins: rest.split('\nLEFT JOIN ').slice(1) }
}

/** What reads columns of a view and nothing beside, in the same form. */
export const columnsOfView = (from: string, columns: readonly string[]): string =>
  textOf({ items: columns.map(name => `r.${sqlName(name)}`), from, joins: [] })

/**
 * The rows of a view with contact attributes as columns, each NULL where a contact has none of that name. A contact has an
 * attribute once, so that no row comes twice.
 */
export function attributeJoin({
  view,
  before = '',
  of,
  columns,
  names,
  partitions,
  held,
}: Attributed): string {
  const joined = names.map(name => ({ name, column: sqlName(contactAttributeColumn(name)) }))
  return textOf({
    items: [
      ...(columns?.map(name => `r.${sqlName(name)}`) ?? ['r.*']),
      ...joined.map(({ column }) => `${column}.attribute_value AS ${column}`),
    ],
    from: `${before}${sqlName(view)}`,
    joins: joined.map(({ name, column }) => {
      const at_hand = held?.get(name)
      return at_hand === undefined
        ? `${before}${attributedContact.name} AS ${column}\n  ON ${withinSql(column, of, name, partitions)}`
        : `${at_hand} AS ${column}\n  ON ${hereSql(column, of)}`
    }),
  })
}

/**
 * One text in place of two of `attributeJoin`, with the columns of both: those of the first, and then what only the second has.
 * Undefined where that cannot be: texts of something else, of two views, or with two meanings of one column.
 */
export function attributeJoinOfBoth(first: string, second: string): string | undefined {
  const [one, other] = [partsOf(first), partsOf(second)]
  if (!one || !other || one.from !== other.from) return undefined
  const items = [...new Set([...one.items, ...other.items])]
  const joins = [...new Set([...one.joins, ...other.joins])]
  const columns = new Set(items.map(item => item.replace(/^.*(?: AS |\.)/, '')))
  const attributes = items.filter(item => item.includes(' AS '))
  // A column twice is read in two ways, and so is an attribute that is joined twice.
  if (columns.size < items.length || joins.length > attributes.length) return undefined
  return textOf({ items, from: one.from, joins })
}

/**
 * What is read, for FROM: the view alone, or its rows with the attributes that are named. What nobody names is not joined,
 * for it costs more than all else.
 */
export function attributedRows(
  { view, attributes_of: of }: { readonly view: View; readonly attributes_of?: AttributesOf | undefined },
  names: readonly string[],
  partitions: Partitions | undefined,
  indent = '',
  held?: ReadonlyMap<string, string>,
): string {
  if (names.length === 0 || !of) return sqlName(view.name)
  const joined = attributeJoin({ view: view.name, of, names, partitions, ...(held && { held }) })
  return `(\n${joined.replace(/^/gm, `${indent}  `)}\n${indent}) AS ${sqlName(view.name)}`
}
