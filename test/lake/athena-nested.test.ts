import { expect, test } from 'vitest'
import { typeSignature, unnestedSql } from '../../lake/engine/athena-nested.ts'

const scalar = (rawType: string) => ({ rawType, arguments: [] })
const type = (value: object) => ({ kind: 'TYPE', value })
const named = (name: string, typeSignature: object) => ({
  kind: 'NAMED_TYPE',
  value: { fieldName: { name }, typeSignature },
})

test.each([
  ['bigint', scalar('bigint')],
  ['varchar(3)', scalar('varchar')],
  ['decimal(10,2)', scalar('decimal')],
  ['timestamp(3) with time zone', scalar('timestamp with time zone')],
  ['interval day to second', scalar('interval day to second')],
  ['array(varchar)', { rawType: 'array', arguments: [type(scalar('varchar'))] }],
  [
    'map(varchar, array(decimal(10, 2)))',
    {
      rawType: 'map',
      arguments: [type(scalar('varchar')), type({ rawType: 'array', arguments: [type(scalar('decimal'))] })],
    },
  ],
  [
    'row(a bigint, b c array(varchar), date date, d"e timestamp(3) with time zone)',
    {
      rawType: 'row',
      arguments: [
        named('a', scalar('bigint')),
        named('b c', { rawType: 'array', arguments: [type(scalar('varchar'))] }),
        named('date', scalar('date')),
        named('d"e', scalar('timestamp with time zone')),
      ],
    },
  ],
  [
    'row("a" interval day to second, "d""e" row(integer, timestamp(3) with time zone))',
    {
      rawType: 'row',
      arguments: [
        named('a', scalar('interval day to second')),
        named('d"e', {
          rawType: 'row',
          arguments: ['integer', 'timestamp with time zone'].map(each => ({
            kind: 'NAMED_TYPE',
            value: { typeSignature: scalar(each) },
          })),
        }),
      ],
    },
  ],
])('%s is a type', (text, expected) => expect(typeSignature(text)).toEqual(expected))

test('a row whose names look like types and commas is refused, not read wrong', () => {
  expect(() => typeSignature('row(a, b bigint)')).toThrow(
    expect.objectContaining({ what: expect.stringContaining('told apart'), value: 'a' }),
  )
})

test.each([
  ['SELECT a FROM t ORDER BY a', true],
  ['SELECT a FROM t ORDER BY a -- LIMIT 1', true],
  ["SELECT a FROM t ORDER BY 'LIMIT 1'", true],
  ['(SELECT a FROM t ORDER BY a LIMIT 1)', true],
  ['SELECT a FROM t ORDER BY a LIMIT 1', false],
  ['SELECT a FROM t ORDER BY a LIMIT ALL /* all */', false],
  ['SELECT a FROM t ORDER BY a OFFSET 1 ROW', false],
  ['SELECT a FROM t ORDER BY a FETCH NEXT 2 ROWS WITH TIES', false],
  ["SELECT 'ORDER BY' FROM t", false],
])('its order has to be kept: %s, %s', (sql, kept) => {
  expect(unnestedSql(sql, [typeSignature('array(bigint)')])).toContain(
    `${sql}${kept ? '\nOFFSET 0' : ''}\n) q`,
  )
})
