import { expect } from 'vitest'
import { type ContactRecord, newestVersions } from './contact-record.ts'
import { type Delivered, readStream } from './delivered.ts'
import { ordered, recount } from './recount.ts'

/** What was delivered, read back and counted, is what the truth says: every emission, and every number of the tables. */
export function expectTruthToHold({ truth, objects }: Delivered): void {
  const { contact_records: totals, agent_events: events } = truth.totals
  const read = readStream<ContactRecord>(objects, 'contact-records/')
  const contents = new Set(read.records.map(({ text }) => text))
  const versions = new Set(read.records.map(({ value }) => `${value.ContactId} ${value.LastUpdateTimestamp}`))
  const contacts = newestVersions(read.records)

  expect(versions.size, 'no two contents share a version').toBe(contents.size)
  expect({
    contacts: contacts.length,
    emissions: read.records.length + read.damaged,
    duplicates: read.records.length - contents.size,
    superseded: contents.size - contacts.length,
    damaged: read.damaged,
  }).toEqual({
    contacts: totals.contacts,
    emissions: totals.emissions,
    duplicates: totals.duplicates,
    superseded: totals.superseded,
    damaged: totals.damaged,
  })
  expect(totals.contacts + totals.duplicates + totals.superseded + totals.damaged).toBe(totals.emissions)

  const readEvents = readStream<{ EventId: string }>(objects, 'agent-events/')
  const eventIds = new Set(readEvents.records.map(({ value }) => value.EventId))
  expect({
    events: eventIds.size,
    emissions: readEvents.records.length + readEvents.damaged,
    duplicates: readEvents.records.length - eventIds.size,
    damaged: readEvents.damaged,
  }).toEqual(events)
  expect(events.events + events.duplicates + events.damaged).toBe(events.emissions)

  const counted = recount(contacts)
  expect(ordered(counted.by_queue_day)).toEqual(ordered(truth.by_queue_day))
  expect(ordered(counted.tests_by_queue_day)).toEqual(ordered(truth.tests_by_queue_day))
  expect(ordered(counted.by_queue_hour)).toEqual(ordered(truth.by_queue_hour))
  expect(ordered(counted.by_flow_day)).toEqual(ordered(truth.by_flow_day))
  expect(ordered(counted.by_journey_day)).toEqual(ordered(truth.by_journey_day))
  expect(ordered(counted.by_initiation_method)).toEqual(ordered(truth.by_initiation_method))
  expect(ordered(counted.by_disconnect_reason)).toEqual(ordered(truth.by_disconnect_reason))
  expect(counted.reasons).toEqual(truth.by_attribute.reason)
  // Agents who were offered contacts and handled none on a day have a row in the truth alone.
  const handled = truth.by_agent_day.filter(row => row.handled > 0)
  expect(ordered(counted.by_agent_day)).toEqual(ordered(handled.map(({ offered, missed, ...row }) => row)))
}
