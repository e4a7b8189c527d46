/** What stands in the list of a filter while it is searched. */
import { describe, expect, test } from 'vitest'
import { chosenFirst, leftOut, listed } from '../../dashboards/page/filters/listed.ts'

const some = [
  { value: 'invoice', contacts: 9 },
  { value: 'Invoice copy', contacts: 4 },
  { value: null, contacts: 2 },
]
const whole = { listed: some, has_more: false, contacts_long: 0 }
const cut = { ...whole, has_more: true }
const filter = { none: 'No reason', codes: [['AGENT_DISCONNECT', 'Agent hung up']] as const }
const nothing = { values: [], none: false }

const search = (known: typeof whole, text: string, choice: { values: string[]; none: boolean } = nothing) => {
  const { found, exact } = listed(chosenFirst(known, choice), text, { known, choice, filter })
  return [found.map(({ value }) => value), exact]
}

test('a code is found by itself, and by its words', () => {
  const codes = { ...whole, listed: [{ value: 'AGENT_DISCONNECT', contacts: 3 }, ...some] }
  for (const text of ['hung', 'agent_'])
    expect(search(codes, text)).toEqual([['AGENT_DISCONNECT'], undefined])
})

test('of a whole list nothing can be chosen but what it has', () => {
  expect(search(whole, 'refund')).toEqual([[], undefined])
  expect(search(whole, 'invoice')).toEqual([['invoice', 'Invoice copy'], undefined])
})

test.each([
  ['with more values', cut],
  ['with longer values', { ...whole, contacts_long: 1 }],
])('of a list %s a text that it has not can be chosen as it is', (_, known) => {
  expect(search(known, 'refund')).toEqual([[], 'refund'])
  expect(search(known, 'INVOICE')).toEqual([['invoice', 'Invoice copy'], 'INVOICE'])
  // Which it has, or is nothing.
  expect(search(known, 'invoice')).toEqual([['invoice', 'Invoice copy'], undefined])
  expect(search(known, '')).toEqual([['invoice', 'Invoice copy', null], undefined])
})

describe('what is chosen and not in the list', () => {
  test('stands first in it, so that it can be let go', () => {
    expect(chosenFirst(cut, { values: ['refund', 'invoice'], none: false }).slice(0, 2)).toEqual([
      { value: 'refund', contacts: undefined },
      { value: 'invoice', contacts: 9 },
    ])
  })

  test('is of no contact where the list is whole', () => {
    const [first, second] = chosenFirst({ ...whole, listed: [] }, { values: ['refund'], none: true })
    expect([first, second]).toEqual([
      { value: 'refund', contacts: 0 },
      { value: null, contacts: 0 },
    ])
  })

  test('is found again after it was typed', () => {
    const choice = { values: ['refund'], none: false }
    const ordered = chosenFirst(cut, nothing)
    const seen = (text: string) => listed(ordered, text, { known: cut, choice, filter })
    expect(seen('refund')).toEqual({ found: [], exact: 'refund' })
    expect(seen('').found[0]).toEqual({ value: 'refund', contacts: undefined })
  })
})

test('a list says what it has not', () => {
  expect(leftOut(cut)).toBe(
    'Only the 5,000 most frequent are listed. Type or paste a whole value to choose another.',
  )
  expect(leftOut({ ...whole, contacts_long: 1 })).toBe(
    '1 contact has a value of more than 200 characters, which is not listed. Type or paste a whole value to choose another.',
  )
  expect(leftOut({ ...cut, contacts_long: 1_200 })).toMatch(
    'listed. 1,200 contacts have a value of more than 200 characters, which is not listed. Type',
  )
})
