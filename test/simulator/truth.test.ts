import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectTruthToHold } from './conservation.ts'
import type { ContactRecord } from './contact-record.ts'
import { deliver, readStream } from './delivered.ts'

describe('the truth equals what was delivered', () => {
  test('with the default shares', async () => {
    expectTruthToHold(await deliver({ contacts_per_day: 500 }))
  })

  test('when nothing goes wrong', async () => {
    const delivered = await deliver({
      re_emission_share: 0,
      duplicate_share: 0,
      late_share: 0,
      damage_share: 0,
      unknown_field_share: 0,
      days: 1,
    })
    expectTruthToHold(delivered)
    const { contact_records } = delivered.truth.totals
    expect(contact_records).toMatchObject({
      duplicates: 0,
      superseded: 0,
      damaged: 0,
      lost: 0,
      unknown_fields: {},
    })
    expect(contact_records.emissions).toBe(contact_records.contacts)
  })

  test('when most things go wrong', async () => {
    const delivered = await deliver({
      re_emission_share: 0.6,
      redaction_share: 0.5,
      out_of_order_share: 0.5,
      moved_share: 0.2,
      duplicate_share: 0.3,
      late_share: 0.2,
      damage_share: 0.3,
      unknown_field_share: 0.4,
      days: 1,
    })
    expectTruthToHold(delivered)
    expect(delivered.truth.totals.contact_records.lost).toBeGreaterThan(10)
  })

  test('for any options', async () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true })
    const options = fc.record({
      seed: fc.integer(),
      days: fc.integer({ min: 1, max: 2 }),
      contacts_per_day: fc.integer({ min: 1, max: 80 }),
      end: fc.constantFrom('2025-07-13', '2024-02-29', '2025-01-01'),
      agent_events: fc.constantFrom(true, false, false),
      re_emission_share: share,
      redaction_share: share,
      out_of_order_share: share,
      moved_share: share,
      duplicate_share: share,
      late_share: share,
      unknown_field_share: share,
      damage_share: share,
      buffer_bytes: fc.integer({ min: 1, max: 300_000 }),
      buffer_s: fc.integer({ min: 1, max: 900 }),
    })
    await fc.assert(
      fc.asyncProperty(options, async some => expectTruthToHold(await deliver(some))),
      { seed: 20250715, numRuns: 12 },
    )
  })
})

test('a contact whose date moved counts on the day of its newest version', async () => {
  const { truth, objects } = await deliver({
    moved_share: 1,
    re_emission_share: 0,
    damage_share: 0,
    days: 1,
    agent_events: false,
  })
  const { records } = readStream<ContactRecord>(objects, 'contact-records/')
  const disconnected = new Map<string, string[]>()
  for (const { value } of records) {
    const times = disconnected.get(value.ContactId) ?? []
    disconnected.set(value.ContactId, [...times, value.DisconnectTimestamp])
  }
  const newest = [...disconnected.values()].map(times => times.sort().at(-1) ?? '')
  expect(new Set(truth.by_queue_day.map(({ day }) => day))).toEqual(
    new Set(newest.map(at => at.slice(0, 10))),
  )
  // Nothing is left on the first day: every contact has moved away from it.
  expect([...disconnected.values()].every(times => new Set(times).size === 2)).toBe(true)
  expect(newest.some(at => at.startsWith('2025-07-15'))).toBe(false)
  expect(truth.totals.contact_records.superseded).toBe(truth.totals.contact_records.contacts)
})

test('unknown fields are counted in every intact emission that carries them', async () => {
  const { truth, objects } = await deliver({
    unknown_field_share: 0.5,
    duplicate_share: 0.2,
    damage_share: 0.05,
  })
  const { records } = readStream<Record<string, unknown>>(objects, 'contact-records/')
  const at = (record: unknown, path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], record)
  const { unknown_fields } = truth.totals.contact_records
  expect(Object.keys(unknown_fields).length).toBeGreaterThanOrEqual(6)
  for (const [path, emissions] of Object.entries(unknown_fields)) {
    expect(records.filter(({ value }) => at(value, path) !== undefined).length, path).toBe(emissions)
  }
})
