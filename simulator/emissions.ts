import { dayOf } from '../schema/instant.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, wholeSeconds } from './calendar.ts'
import type { Centre } from './centre.ts'
import type { Contact } from './contact.ts'
import type { JourneyBooks } from './journeys.ts'
import type { SimulationOptions } from './options.ts'
import type { Random } from './random.ts'
import { contactRecord, type Version } from './records/contact-record.ts'
import { inventField, withField } from './records/unknown-field.ts'
import type { Timeline } from './timeline.ts'
import type { Transport } from './transport.ts'
import type { TruthBooks } from './truth-books.ts'

/** Contact records leave Connect: when a contact is complete, and again whenever something about it changes. */
export interface Emissions {
  completed(contact: Contact): void
}

export interface EmissionParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly options: SimulationOptions
  readonly centre: Centre
  readonly transport: Transport
  readonly books: TruthBooks
  readonly journeys: JourneyBooks
  readonly watch: { readonly contact?: (contact: Contact, arrived: { readonly moved_ms: number }) => void }
  /** The last copy of the last version has arrived: nothing refers to the contact any more. */
  settled(): void
}

/** As records write times: cut to the second. */
const wholeSecond = (time_ms: number): number => wholeSeconds(time_ms) * SECOND_MS

export function createEmissions(parts: EmissionParts): Emissions {
  const { timeline, random, options, centre, transport, books, journeys, watch } = parts

  /** Later work on a contact: a note is added, a reason corrected. */
  function amended({ attributes, last_update_ms }: Version, { demand }: Contact): Record<string, string> {
    const changed: Record<string, string> = { ...attributes, followUp: `done-${last_update_ms / SECOND_MS}` }
    if (random.chance(0.3)) changed.reason = random.pick(demand.reasons)
    return changed
  }

  function versionsOf(contact: Contact): Version[] {
    const completed_ms = timeline.now()
    // Whole seconds, as LastUpdateTimestamp is written, and minutes apart: two versions never share one.
    const first_ms = Math.floor(completed_ms / SECOND_MS) * SECOND_MS + random.integer(60, 100) * SECOND_MS
    let latest: Version = {
      last_update_ms: first_ms,
      attributes: { ...contact.attributes },
      redacted: false,
      moved_ms: 0,
    }
    const versions = [latest]
    const add = (change: Partial<Version>): void => {
      latest = { ...latest, ...change }
      versions.push(latest)
    }
    const later_ms = (): number => {
      const delay_ms = random.chance(0.1)
        ? random.integer(DAY_MS, 4 * DAY_MS)
        : Math.min(Math.max(random.logNormal(2 * HOUR_MS, 1.2), 2 * MINUTE_MS), DAY_MS)
      return latest.last_update_ms + Math.floor(delay_ms / SECOND_MS) * SECOND_MS
    }
    if (random.chance(options.re_emission_share)) {
      add({ last_update_ms: later_ms(), attributes: amended(latest, contact) })
      if (random.chance(0.1)) add({ last_update_ms: later_ms(), attributes: amended(latest, contact) })
      if (random.chance(options.redaction_share))
        add({ last_update_ms: later_ms(), attributes: {}, redacted: true })
    }
    if (random.chance(options.moved_share)) {
      const disconnected_ms = Math.floor((contact.disconnected_ms ?? 0) / SECOND_MS) * SECOND_MS
      const at_ms =
        Math.max(latest.last_update_ms, disconnected_ms + DAY_MS) + random.integer(5, 60) * MINUTE_MS
      add({ last_update_ms: at_ms, moved_ms: DAY_MS })
    }
    return versions
  }

  return {
    completed(contact) {
      const versions = versionsOf(contact)
      const field = random.chance(options.unknown_field_share) ? inventField(random, contact) : undefined
      const overtaken = versions[1] && random.chance(options.out_of_order_share) ? versions[1] : undefined

      const intact = new Set<Version>()
      let copies = 0
      const arrive = (version: Version, isIntact: boolean): void => {
        if (!isIntact) books.arrived('contact_records', 'damaged')
        else {
          books.arrived('contact_records', intact.has(version) ? 'duplicate' : 'new')
          intact.add(version)
          if (field) books.unknownField(field.path)
        }
        copies--
        if (copies > 0) return
        const newest = versions.findLast(candidate => intact.has(candidate))
        if (newest) {
          const disconnected_ms = (contact.disconnected_ms ?? 0) + newest.moved_ms
          books.contact(contact.tally, {
            day: dayOf(disconnected_ms),
            disconnected_ms,
            reason: newest.attributes.reason ?? null,
            versions: intact.size,
          })
          if (contact.enqueued_ms !== null && contact.dequeued_ms !== null)
            books.waited(contact.tally, wholeSecond(contact.enqueued_ms), wholeSecond(contact.dequeued_ms))
          watch.contact?.(contact, newest)
        } else books.lostContact()
        journeys.settled(contact, newest ?? null)
        parts.settled()
      }
      for (const [index, version] of versions.entries()) {
        const record = contactRecord(centre, contact, version)
        const text = JSON.stringify(field ? withField(record, field) : record)
        // Out of order: the first version sets out only after the second has arrived.
        const at_ms =
          index === 0 && overtaken
            ? overtaken.last_update_ms + random.integer(1, 20) * MINUTE_MS
            : version.last_update_ms
        copies += transport.send(text, at_ms, isIntact => arrive(version, isIntact))
      }
    },
  }
}
