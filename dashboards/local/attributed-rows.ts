import { sqlName } from '../../sql/literal.ts'
import { attributeContacts, attributedRows } from '../../sql/metrics/attribute-join.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { Choice } from './address.ts'
import type { Days } from './days.ts'
import { whereClause } from './query.ts'

/** Contact attributes by which a viewer has filtered. */
export interface ChosenAttribute {
  readonly name: string
  readonly choice: Choice<'list'>
}

/** The contacts with a chosen attribute, and the question for them. */
export interface ChosenContacts {
  readonly name: string
  readonly sql: string
}

/** What chosen contacts are read from instead, where they are held: by the name of the attribute. */
export type HeldContacts = ReadonlyMap<string, string>

/** Rows with the contact attributes by which a viewer has filtered, which several visuals of a sheet are made of. */
export interface AttributedRows {
  /** What tells them from others: whatever is asked of them, and of which days. */
  readonly key: string
  /** All that there are. */
  readonly columns: readonly string[]
  /**
   * Held before the rows are asked for, they make it cheap: of what is filtered as it is read the engine does not know how
   * little is left, and looks up every row among the few instead of the few among the rows.
   */
  contacts(days: Days): readonly ChosenContacts[]
  /** A question for these columns of the rows of some days. */
  sql(days: Days, columns: readonly string[], contacts?: HeldContacts): string
}

/** Where rows of some days lie. */
export interface RowsOfDays {
  readonly partitions: readonly [first: string, last: string]
  readonly where: readonly string[]
}

/**
 * Rows of a data set with chosen attributes; undefined where none is chosen.
 * @param where the conditions on the rows, whatever the days
 */
export function rowsWith(
  set: Dataset,
  attributes: readonly ChosenAttribute[],
  ofDays: (days: Days) => RowsOfDays,
  where: readonly string[],
): AttributedRows | undefined {
  const { attributes_of: of } = set.subject
  if (attributes.length === 0 || !of) return undefined
  const names = attributes.map(({ name }) => name)
  return {
    // Data sets of one view may count by other days, or name another contact.
    key: [set.view.name, set.day, of.contact, ...names, ...where].join('\n'),
    columns: Object.keys(set.view.columns).filter(column => {
      const attribute = set.attributes[column]
      return !attribute || names.includes(attribute.name)
    }),
    // Who has none of an attribute is known only by all who have one.
    contacts: days =>
      attributes.map(({ name, choice: { values, none } }) => ({
        name,
        sql: attributeContacts(name, of, ofDays(days).partitions, none ? undefined : values),
      })),
    sql(days, columns, contacts) {
      const { partitions, where: within } = ofDays(days)
      const from = attributedRows({ ...set.subject, view: set.view }, names, partitions, '', contacts)
      return `SELECT ${columns.map(sqlName).join(', ')}\nFROM ${from}${whereClause([...within, ...where])}`
    },
  }
}
