import { SECOND_MS } from './calendar.ts'
import type { Contact } from './contact.ts'
import type { Contacts } from './contacts.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** The disconnect flow: after some calls the customer stays on the line for a question. */
export interface Surveys {
  /**
   * The conversation is over. True: a survey follows, in a contact of its own; both disconnect when it ends, so that
   * after-contact work of the first one begins before its disconnect.
   */
  surveyed(contact: Contact, reason: string | null): boolean
}

const surveyShare = 0.08
const surveyedQueues = ['Support', 'Technical', 'Premium']

export function createSurveys(timeline: Timeline, random: Random, contacts: Contacts): Surveys {
  return {
    surveyed(contact, reason) {
      const asks =
        reason === 'AGENT_DISCONNECT' &&
        contact.channel === 'VOICE' &&
        surveyedQueues.includes(contact.demand.queue.name)
      if (!asks || !random.chance(surveyShare / 0.31)) return false
      const { demand, customer, system_phone, attributes } = contact
      const survey = contacts.open({
        channel: 'VOICE',
        initiation_method: 'DISCONNECT',
        demand,
        customer,
        system_phone,
        previous: contact,
        attributes: { ...attributes, csat: String(random.weighted({ 5: 45, 4: 25, 3: 12, 2: 7, 1: 11 })) },
      })
      survey.connected_to_system_ms = timeline.now()
      contact.next_contact_id = survey.id
      timeline.after(random.integer(12, 70) * SECOND_MS, () => {
        contacts.disconnect(survey, random.chance(0.7) ? 'CONTACT_FLOW_DISCONNECT' : 'CUSTOMER_DISCONNECT')
        contacts.disconnect(contact, reason)
      })
      return true
    },
  }
}
