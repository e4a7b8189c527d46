import { expect, test } from 'vitest'
import type { PageFilter } from '../../dashboards/local/model.ts'
import { lookOf } from '../../dashboards/page/look.ts'

const filter: PageFilter = {
  ...{
    kind: 'list',
    name: 'queue',
    label: 'Queue',
    plural: 'queues',
    column: 'queue_name',
    none: 'No queue',
    unit: undefined,
    visuals: [],
  },
}
const names = ['Sales', 'Care', 'Billing', 'Technical', 'Premium', 'Outreach', 'Back office', 'Webchat']

/** Colours when the queues weigh in this order. */
const colours = (order: readonly (string | null)[]) => {
  const listed = order.map(value => ({ value, contacts: 1 }))
  const values = { queue: { listed, has_more: false, contacts_long: 0 } }
  const { colourOf } = lookOf('light', [filter], values)
  return (value: string | null) => colourOf('queue_name', value)
}

test('eight queues have eight colours', () => {
  expect(new Set(names.map(colours(names))).size).toBe(8)
})

test('a queue that overtakes another changes no colour', () => {
  const [before, after] = [colours(names), colours([null, ...names].reverse())]
  for (const name of names) expect(after(name)).toBe(before(name))
})

test('what is beyond the palette, or has no name, shares one colour', () => {
  const colour = colours([...names, 'ninth', 'tenth'])
  expect(new Set(['ninth', 'tenth', null, 'unknown'].map(colour)).size).toBe(1)
  expect(names.map(colour)).not.toContain(colour('ninth'))
})
