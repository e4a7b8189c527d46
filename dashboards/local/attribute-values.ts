import { attributedContact } from '../../schema/tables/attributed-contact.ts'
import type { ContactAttribute } from '../../sql/contact-attribute.ts'
import { sqlName, sqlText } from '../../sql/literal.ts'
import { columnsIn } from '../../sql/metrics/condition.ts'
import { conditionSql } from '../../sql/metrics/expression.ts'
import type { Dataset } from '../spec/dataset.ts'

/** Whether the table of attributes can tell how many rows of a data set have a value: a row each, and what they are left out by. */
export const areTold = ({ subject, view, where }: Dataset): boolean =>
  view.grain.length === 1 &&
  view.grain[0] === subject.attributes_of?.contact &&
  view.grain[0] === 'contact_id' &&
  where.flatMap(columnsIn).every(name => name in attributedContact.columns)

/**
 * The values of an attribute, with how many contacts have each, and how many have none, out of the table of attributes: to join
 * all contacts of a lake with it would take many times as long. As rows of `text` and `contacts`.
 */
export function attributeTexts({ view, where }: Dataset, { name }: ContactAttribute): string {
  const table = attributedContact.name
  const all = where.map(conditionSql)
  const those = [`attribute_name = ${sqlText(name)}`, 'attribute_value IS NOT NULL', ...all].join(' AND ')
  const contacts = `${sqlName(view.name)}${all.length > 0 ? ` WHERE ${all.join(' AND ')}` : ''}`
  return `SELECT attribute_value AS text, count(*) AS contacts
FROM ${table}
WHERE ${those}
GROUP BY attribute_value
UNION ALL
SELECT NULL, (SELECT count(*) FROM ${contacts}) - (SELECT count(*) FROM ${table} WHERE ${those})`
}
