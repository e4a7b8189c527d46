import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_DEPTH, scan } from '../../../etl/decode/scan.ts'

const of = (text: string) => scan(Buffer.from(text), 0)

describe('finds the end of an object', () => {
  test.each([
    ['{}', 2],
    ['{"a":1}', 7],
    ['{"a":"}"}', 9],
    ['{"a":"\\"}"}', 11],
    ['{"a":"\\\\"}tail', 10],
    ['{"a":[{"b":[1,2,{}]}],"c":null}{', 31],
    ['{ "a" : -1.5e+3 , "b" : [ true , false ] }', 42],
    ['{"é":"ü"}', 11],
  ])('%s', (text, end) => expect(of(text)).toEqual({ kind: 'complete', end }))

  test('any JSON object, however it is spaced', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(of(`${text}{"next":1}`)).toEqual({ kind: 'complete', end: Buffer.byteLength(text) })
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

describe('notices at once where it stops being JSON', () => {
  test.each([
    ['a value follows a value', '{"a":"x"{"b":1}', 8],
    ['a bare word', '{"a":"te{"AWSAccountId":1}', 10],
    ['a line break in a string', '{"a":"x\n"}', 7],
    ['a lost opening quote', '{"a":x"}', 5],
    ['two strings', '{"a":"b" "c"}', 9],
    ['a control character', '{"a":\u0001}', 5],
  ])('%s', (_name, text, at) => expect(of(text)).toEqual({ kind: 'broken', at }))
})

test.each(['{', '{"a', '{"a":"x', '{"a":"x\\', '{"a":[1,2', '{"a":{"b":1}'])('%s goes on', text =>
  expect(of(text)).toEqual({ kind: 'open' }),
)

test('nesting has a limit', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  expect(of(nested(MAX_DEPTH))).toMatchObject({ kind: 'complete' })
  expect(of(nested(MAX_DEPTH + 1))).toEqual({ kind: 'deep' })
})
