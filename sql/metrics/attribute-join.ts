import { addDays } from '../../schema/instant.ts'
import { attributedContact } from '../../schema/tables/attributed-contact.ts'
import { contactAttributeColumn } from '../contact-attribute.ts'
import { sqlName, sqlText } from '../literal.ts'
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
}

/** In which partitions the contact is looked for; undefined for all. */
function withinSql(a: string, { contact, partition_days_later: later }: AttributesOf, rows?: Partitions) {
  const here = `${a}.contact_id = r.${sqlName(contact)}`
  // Known days, for one key is joined faster than two; else equal ones, so that a filter of one side is one of both.
  if (rows) return `${here} AND ${a}.dt BETWEEN ${sqlText(rows[0])} AND ${sqlText(addDays(rows[1], later))}`
  return later === 0 ? `${here} AND ${a}.dt = r.dt` : here
}

/**
 * The rows of a view with contact attributes as columns, each NULL where a contact has none of that name. A contact has an
 * attribute once, so that no row comes twice.
 */
export function attributeJoin({ view, before = '', of, columns, names, partitions }: Attributed): string {
  const items = [
    ...(columns?.map(name => `r.${sqlName(name)}`) ?? ['r.*']),
    ...names.map((name, i) => `a${i + 1}.attribute_value AS ${sqlName(contactAttributeColumn(name))}`),
  ]
  const joins = names.map(
    (name, i) => `LEFT JOIN ${before}${attributedContact.name} AS a${i + 1}
  ON a${i + 1}.attribute_name = ${sqlText(name)} AND ${withinSql(`a${i + 1}`, of, partitions)}`,
  )
  return [`SELECT ${items.join(', ')}`, `FROM ${before}${sqlName(view)} AS r`, ...joins].join('\n')
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
): string {
  if (names.length === 0 || !of) return sqlName(view.name)
  const joined = attributeJoin({ view: view.name, of, names, partitions })
  return `(\n${joined.replace(/^/gm, `${indent}  `)}\n${indent}) AS ${sqlName(view.name)}`
}
