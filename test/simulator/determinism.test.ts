import { describe, expect, test } from 'vitest'
import { type Delivered, deliver } from './delivered.ts'

const bytesOf = ({ objects }: Delivered) =>
  [...objects].map(([key, bytes]) => [key, Buffer.from(bytes).toString('base64')] as const)
const recordsOf = (delivered: Delivered) =>
  bytesOf(delivered).filter(([key]) => key.startsWith('contact-records/'))

describe('determinism', () => {
  const small = { contacts_per_day: 150, days: 1 }

  test('the same options give the same objects, in the same order, byte for byte', async () => {
    const [first, second] = [await deliver(small), await deliver(small)]
    expect(bytesOf(second)).toEqual(bytesOf(first))
    expect(second.truth).toEqual(first.truth)
  })

  test('another seed gives another world', async () => {
    const [first, second] = [await deliver(small), await deliver({ ...small, seed: 2 })]
    const shared = bytesOf(first).filter(([key]) => second.objects.has(key) && key !== 'truth.json')
    expect(shared).toEqual([])
    expect(second.truth.by_queue_day).not.toEqual(first.truth.by_queue_day)
  })

  test('contact records are the same whether or not agent events are written', async () => {
    const [first, second] = [await deliver(small), await deliver({ ...small, agent_events: false })]
    expect(recordsOf(second)).toEqual(recordsOf(first))
    expect(second.truth.agent_time).toEqual(first.truth.agent_time)
    expect(second.truth.totals.agent_events).toEqual({ events: 0, emissions: 0, duplicates: 0, damaged: 0 })
  })

  test('what goes wrong on the way changes nothing in the world', async () => {
    const clean = { ...small, re_emission_share: 0, duplicate_share: 0, late_share: 0, damage_share: 0 }
    const dirty = { ...small, re_emission_share: 0.5, duplicate_share: 0.5, late_share: 0.5, damage_share: 0 }
    const [first, second] = [await deliver(clean), await deliver(dirty)]
    expect(second.truth.by_queue_day).toEqual(first.truth.by_queue_day)
    expect(second.truth.by_agent_day).toEqual(first.truth.by_agent_day)
    expect(second.truth.agent_time).toEqual(first.truth.agent_time)
  })
})
