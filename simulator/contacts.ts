import { type Contact, type Opening, openContact } from './contact.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** Opens contacts, and notices when they are complete. */
export interface Contacts {
  open(opening: Opening): Contact
  /** The customer's part is over: nobody is on the line any more. */
  disconnect(contact: Contact, reason: string | null): void
  /** The agent's part is over, after-contact work included. */
  cleared(contact: Contact): void
}

export interface ContactEvents {
  opened(contact: Contact): void
  /** Once for each contact: the customer is gone and the agent is done with it. */
  completed(contact: Contact): void
}

export function createContacts(timeline: Timeline, random: Random, on: ContactEvents): Contacts {
  function completeIfDone(contact: Contact): void {
    const agentDone = contact.work === null || contact.work.cleared_ms !== null
    if (contact.disconnected_ms !== null && agentDone) on.completed(contact)
  }
  return {
    open(opening) {
      const contact = openContact(random.uuid(), timeline.now(), opening)
      on.opened(contact)
      return contact
    },
    disconnect(contact, reason) {
      contact.disconnected_ms = timeline.now()
      contact.disconnect_reason = reason
      contact.tally.disconnect_reason = reason
      completeIfDone(contact)
    },
    cleared(contact) {
      if (contact.work) contact.work.cleared_ms = timeline.now()
      completeIfDone(contact)
    },
  }
}
