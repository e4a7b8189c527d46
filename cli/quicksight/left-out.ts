import type { Access } from '../../sql/access.ts'
import type { ContactAttribute } from '../../sql/contact-attribute.ts'

/**
 * What is told of contact attributes that no dashboard is filtered by, as there are rules of access: QuickSight bars every
 * visual for a column in a filter as for one that it shows.
 */
export function leftOutNotes(attributes: readonly ContactAttribute[], access: Access): readonly string[] {
  const personal = attributes.filter(each => each.personal).map(({ name }) => name)
  if (access.length === 0 || personal.length === 0) return []
  return [
    `With rules of access QuickSight has no filter by personal data, so none by the contact attributes ${personal.join(', ')}. "personal": false in contact_attributes brings those that are none.`,
  ]
}
