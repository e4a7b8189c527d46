import { describe, expect, test } from 'vitest'
import {
  attributeOf,
  type ConfiguredAttribute,
  contactAttributeColumn,
  contactAttributes,
} from '../../sql/contact-attribute.ts'
import { sqlName } from '../../sql/literal.ts'

describe('the configuration', () => {
  test('an attribute is personal data unless it says otherwise, and is called by its name in words', () => {
    expect(
      contactAttributes([
        { name: 'accountId' },
        { name: 'call_reason', label: 'Anliegen', plural: 'Anliegen', personal: false },
      ]),
    ).toEqual([
      { name: 'accountId', label: 'Account id', plural: 'values', personal: true },
      { name: 'call_reason', label: 'Anliegen', plural: 'Anliegen', personal: false },
    ])
  })

  const refused: readonly (readonly [string, readonly ConfiguredAttribute[], string, string])[] = [
    ['no name', [{ name: '' }], 'this is no name', '""'],
    ['a blank name', [{ name: '  ' }], 'this is no name', '"  "'],
    ['a name that ends with a space', [{ name: 'reason ' }], 'this is no name', '"reason "'],
    ['a name with a NUL', [{ name: 'rea\0son' }], 'characters that are not seen', '"rea\\u0000son"'],
    ['a name that turns the direction', [{ name: 'a\u202eb' }], 'characters that are not seen', '"a\u202eb"'],
    ['a name that is too long', [{ name: 'x'.repeat(500) }], 'too long', `"${'x'.repeat(500)}"`],
    ['one twice', [{ name: 'plan' }, { name: 'plan' }], 'not told apart', 'plan, plan'],
    ['two that differ by case', [{ name: 'Plan' }, { name: 'plan' }], 'not told apart', 'Plan, plan'],
    [
      'two that QuickSight takes for one',
      [{ name: 'tier1' }, { name: 'tier_1' }],
      'not told apart',
      'tier1, tier_1',
    ],
    [
      'one that is without another',
      [{ name: 'plan none' }, { name: 'plan' }],
      'without a value',
      'plan, plan none',
    ],
    ['a label twice', [{ name: 'a', label: 'Tier' }, { name: 'tier' }], 'tier is called as a is', 'Tier'],
    ['too many', ['a', 'b', 'c', 'd', 'e', 'f'].map(name => ({ name })), 'too many', 'a, b, c, d, e, f'],
    ['a label that no formula can name', [{ name: 'a', label: '{a}' }], 'is no text', '"{a}"'],
    ['a plural of nothing', [{ name: 'a', plural: ' ' }], 'is no text', '" "'],
    ['a label of 61 letters', [{ name: 'a', label: 'x'.repeat(61) }], 'too long', `"${'x'.repeat(61)}"`],
    [
      'a name that is no label, for its length',
      [{ name: 'y'.repeat(61) }],
      'too long',
      `"Y${'y'.repeat(60)}"`,
    ],
    [
      'two that QuickSight takes for one, by the beginning of what is long',
      [{ name: `tier_${'1'.repeat(60)}` }, { name: `TIER.${'1'.repeat(60)}` }],
      'not told apart',
      `tier_${'1'.repeat(60)}, TIER.${'1'.repeat(60)}`,
    ],
  ]
  test.each(refused)('refuses %s', (_, configured, what, value) => {
    expect(() => contactAttributes(configured)).toThrowError(
      expect.objectContaining({ what: expect.stringContaining(what), value }),
    )
  })
})

test.each([
  ['reason', 'contact_attribute_reason'],
  ['Call Reason-2', 'contact_attribute_call_reason_2'],
  ["it's; DROP TABLE x --", 'contact_attribute_it_s__drop_table_x___'],
  ['顧客', 'contact_attribute_u9867u5ba2'],
  ['שם', 'contact_attribute_u5e9u5dd'],
])('%s is a column that needs no quotes', (name, column) => {
  expect(contactAttributeColumn(name)).toBe(column)
  expect(sqlName(column)).toBe(column)
})

test('a long name is a column that ids of QuickSight have room for, and none of another', () => {
  const [one, other] = [`${'x'.repeat(126)}a`, `${'x'.repeat(126)}b`].map(contactAttributeColumn)
  // `read-` before it is an id of up to 64 letters.
  expect(one).toMatch(/^contact_attribute_x{32}_[0-9a-f]{8}$/)
  expect(other).not.toBe(one)
  expect(contactAttributeColumn('x'.repeat(41))).toBe(`contact_attribute_${'x'.repeat(41)}`)
  expect(contactAttributes([{ name: 'x'.repeat(127), label: 'X' }])).toHaveLength(1)
})

test('a grouping names an attribute, or is another one', () => {
  expect(attributeOf('contact_attribute:reason')).toBe('reason')
  expect(attributeOf('contact_attribute:a=b: c')).toBe('a=b: c')
  expect(attributeOf('queue')).toBeUndefined()
  expect(() => attributeOf('contact_attribute:')).toThrowError(
    expect.objectContaining({ what: 'contact attributes: this is no name' }),
  )
})
