import type { Contact } from './contact.ts'

/** A waiting line, first come first served. */
export interface Line {
  join(contact: Contact): void
  /** A contact that an agent did not answer has waited longest, and stays in front. */
  rejoin(contact: Contact): void
  leave(contact: Contact): void
  first(): Contact | undefined
}

/** Sets keep the order of arrival and forget anyone in constant time, whoever hangs up in the middle of the line. */
export function createLine(): Line {
  const front = new Set<Contact>()
  const rest = new Set<Contact>()
  const firstOf = (part: Set<Contact>): Contact | undefined => part.values().next().value
  return {
    join: contact => void rest.add(contact),
    rejoin: contact => void front.add(contact),
    leave(contact) {
      front.delete(contact)
      rest.delete(contact)
    },
    first: () => firstOf(front) ?? firstOf(rest),
  }
}
