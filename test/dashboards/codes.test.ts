import { describe, expect, test } from 'vitest'
import {
  disconnectReasons,
  driftProblems,
  outcomes,
  quarantineReasons,
  quarantineStates,
} from '../../dashboards/datasets/codes.ts'
import { contacts } from '../../dashboards/datasets/contacts.ts'
import { csvText } from '../../dashboards/local/csv.ts'
import type { Field } from '../../dashboards/local/field.ts'
import { plainView, viewRows } from '../../dashboards/local/rows.ts'
import { formatCell } from '../../dashboards/page/format.ts'
import { reasons } from '../../etl/decode/reason.ts'

test.each(
  Object.entries({ disconnectReasons, driftProblems, outcomes, quarantineReasons, quarantineStates }),
)('%s: each code has words of its own', (_, codes) => {
  const words = codes.map(([, each]) => each)
  expect(new Set(words).size).toBe(codes.length)
  // A choice of QuickSight, which is of words, leads back to one code: words are no code, nor those for no value.
  expect(codes.filter(([code]) => words.includes(code))).toEqual([])
  expect(words).not.toContain(contacts.dimensions.disconnect_reason.none)
})

test('all reasons of the quarantine have words', () => {
  expect(quarantineReasons.map(([code]) => code).toSorted()).toEqual(Object.keys(reasons).toSorted())
  expect(Object.fromEntries(quarantineReasons)).toMatchObject({
    not_json: 'Not JSON',
    too_large: 'Too large',
  })
})

describe('a column of codes', () => {
  const field: Field = { name: 'r', label: 'Reason', type: 'text', none: 'None', codes: disconnectReasons }
  const rows = [{ r: 'CUSTOMER_DISCONNECT' }, { r: 'NEWER_THAN_THIS' }, { r: null }]

  test('is read in words; a code that is not known stands as it is', () => {
    expect(rows.map(({ r }) => formatCell(r, field))).toEqual([
      'Customer disconnect',
      'NEWER_THAN_THIS',
      'None',
    ])
  })

  test('is sorted by its words, those without any last', () => {
    const some = [{ r: null }, { r: 'CONTACT_FLOW_DISCONNECT' }, { r: 'CUSTOMER_DISCONNECT' }]
    const sorted = viewRows(some, [field], { ...plainView, sort: 'r' })
    expect(sorted.map(({ r }) => formatCell(r ?? null, field))).toEqual([
      ...['Customer disconnect', 'Flow disconnect', 'None'],
    ])
  })

  test('keeps its codes in a file', () => {
    expect(csvText([field], rows)).toBe('Reason\r\nCUSTOMER_DISCONNECT\r\nNEWER_THAN_THIS\r\nNone\r\n')
  })

  test.each(['customer d', 'customer_d'])('is found by words and by codes: %s', search => {
    expect(viewRows(rows, [field], { ...plainView, search })).toEqual([{ r: 'CUSTOMER_DISCONNECT' }])
  })
})
