/** Whatever order events come in within the disorder, in whatever batches and however often: the same alerts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, emptyState } from '../../../etl/live/advance.ts'
import type { LiveEvent } from '../../../etl/live/event.ts'
import type { Alert } from '../../../etl/live/incident.ts'
import { watchOf } from '../../../etl/live/rule.ts'
import { agent, clock, ended, gone, left, queued, said, sales, support } from './events.ts'

const DISORDER_S = 30
const watch = watchOf({
  disorder_s: DISORDER_S,
  rules: [
    { name: 'wait', when: 'queue_wait', over_s: 60, clear_for_s: 20 },
    { name: 'few', when: 'agents_available', below: 2, back_at: 3, for_s: 15, clear_for_s: 10 },
    { name: 'leave', when: 'abandonment', over_percent: 40, of_at_least: 2, within_s: 120, clear_for_s: 5 },
    { name: 'error', when: 'agent_error', for_s: 10, clear_for_s: 10 },
    { name: 'cancel', when: 'keyword', words: ['cancel'] },
  ],
})

const second = fc.integer({ min: 0, max: 9_000 }).map(tenth => tenth / 10)
const contact = fc.integer({ min: 0, max: 5 }).map(n => `c${n}`)
const person = fc.integer({ min: 0, max: 3 }).map(n => `a${n}`)
const queue = fc.constantFrom(support, sales)

const event: fc.Arbitrary<LiveEvent> = fc.oneof(
  fc.tuple(second, contact, queue).map(of => queued(...of)),
  fc.tuple(second, contact).map(of => left(...of)),
  fc
    .tuple(second, contact, fc.constantFrom('answered' as const, 'abandoned' as const), queue)
    .map(of => ended(...of)),
  fc
    .tuple(
      second,
      person,
      fc.record({
        status: fc.constantFrom('ROUTABLE' as const, 'CUSTOM' as const, 'OFFLINE' as const, 'ERROR' as const),
        contacts: fc.integer({ min: 0, max: 2 }),
        failed: fc.boolean(),
        answered: fc.array(contact, { maxLength: 1 }),
      }),
    )
    .map(of => agent(...of)),
  fc.tuple(second, person).map(of => gone(...of)),
  fc.tuple(second, contact).map(([s, who]) => said(s, who, 'cancel')),
)

/** How events come: each so much late, some again, in batches of these sizes. */
const journey = fc.array(event, { minLength: 5, maxLength: 80 }).chain(events =>
  fc.record({
    events: fc.constant(events),
    delays_ms: fc.array(fc.integer({ min: 0, max: DISORDER_S * 1000 - 1 }), {
      minLength: events.length,
      maxLength: events.length,
    }),
    again: fc.array(fc.tuple(fc.nat(events.length - 1), fc.integer({ min: 0, max: 1_200_000 })), {
      maxLength: 30,
    }),
    sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
  }),
)

/** The alerts of batches, and of the hour in which nothing happens after. */
function alertsOf(batches: readonly (readonly LiveEvent[])[]): readonly Alert[] {
  let state = emptyState()
  // As it is kept: JSON.
  for (const batch of batches) state = JSON.parse(JSON.stringify(advance(state, batch, watch).state))
  return advance(state, [clock(4_500)], watch).state.untold
}

test('the same alerts', () => {
  let told = 0
  fc.assert(
    fc.property(journey, ({ events, delays_ms, again, sizes }) => {
      const expected = alertsOf([[...events].sort((a, b) => a.at_ms - b.at_ms)])
      told += expected.length
      const copies = [
        ...events.map((each, n) => ({ each, comes_ms: each.at_ms + (delays_ms[n] as number) })),
        // Again at any time after the first copy.
        ...again.map(([n, later_ms]) => {
          const each = events[n] as LiveEvent
          return { each, comes_ms: each.at_ms + (delays_ms[n] as number) + later_ms }
        }),
      ].sort((a, b) => a.comes_ms - b.comes_ms)
      const batches: LiveEvent[][] = []
      for (let from = 0, turn = 0; from < copies.length; turn++) {
        const size = sizes[turn % sizes.length] as number
        batches.push(copies.slice(from, from + size).map(({ each }) => each))
        from += size
      }
      expect(alertsOf(batches)).toEqual(expected)
      // Once for each incident: a turn is told of once, and what closes was open.
      expect(new Set(expected.map(({ id }) => id)).size).toBe(expected.length)
      const open = new Set<string>()
      for (const { rule, queue_arn, agent_arn, contact_id, change } of expected) {
        const key = [rule, queue_arn ?? agent_arn ?? contact_id].join(' ')
        expect(open.has(key)).toBe(change === 'closed')
        if (change === 'opened') open.add(key)
        else open.delete(key)
      }
    }),
    { numRuns: 300, seed: 7 },
  )
  expect(told).toBeGreaterThan(1000)
})
