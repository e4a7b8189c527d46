import { beforeAll, expect, test } from 'vitest'
import { repeatsIn } from '../../simulator/repeats.ts'
import { type Delivered, deliver } from './delivered.ts'

let delivered: Delivered
beforeAll(async () => {
  delivered = await deliver({ days: 4, contacts_per_day: 800, agent_events: false, damage_share: 0.02 })
})

test('every contact that arrived is a leg of one journey', () => {
  const legs = delivered.journeys.flatMap(journey => journey.legs)
  expect(new Set(legs.map(leg => leg.contact_id)).size).toBe(legs.length)
  expect(legs.length).toBe(delivered.truth.totals.contact_records.contacts)
})

test('every kind of journey happens', () => {
  const outcomes = new Set(delivered.journeys.map(journey => journey.outcome))
  expect([...outcomes].sort()).toEqual([
    'ABANDONED',
    'CALLBACK_NOT_REACHED',
    'CONTAINED',
    'CUSTOMER_NOT_REACHED',
    'HANDLED',
    'LEFT_IN_FLOW',
    // Of a journey whose beginning was lost, a survey or a listener may be all that arrived.
    'OTHER',
  ])
  const methods = new Set(delivered.journeys.flatMap(({ legs }) => legs.map(leg => leg.initiation_method)))
  expect([...methods].sort()).toEqual([
    'API',
    'CALLBACK',
    'DISCONNECT',
    'INBOUND',
    'MONITOR',
    'OUTBOUND',
    'QUEUE_TRANSFER',
    'TRANSFER',
  ])
})

test('customers come again, within hours and within days', () => {
  const gaps = repeatsIn(delivered.journeys).map(({ gap_s }) => gap_s)
  expect(gaps.filter(gap_s => gap_s < 3 * 3600).length).toBeGreaterThan(5)
  expect(gaps.filter(gap_s => gap_s > 20 * 3600).length).toBeGreaterThan(5)
})
