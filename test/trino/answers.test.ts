import { type Table, tableFromArrays } from 'apache-arrow'
import { expect, test } from 'vitest'
import { answerOf, differences } from './answers.ts'

const base = { id: ['a', 'b', null], n: [1n, null, 3n], x: [0.3, 1, Number.NaN] }
const of = (more: Record<string, unknown[]> = {}) =>
  answerOf(tableFromArrays({ ...base, ...more }) as unknown as Table)

test('an answer equals itself, in any order of rows, and with another last digit of a double', () => {
  expect(differences(of(), of())).toEqual([])
  expect(
    differences(of(), of({ id: [null, 'b', 'a'], n: [3n, null, 1n], x: [Number.NaN, 1, 0.1 + 0.2] })),
  ).toEqual([])
})

test.each([
  { id: ['a', 'b', ''] },
  { n: [1n, null, 4n] },
  { n: [1n, 0n, 3n] },
  { n: [1, 0, 3] },
  { x: [0.3, 1.001, Number.NaN] },
  { x: [0.3, 1, Number.POSITIVE_INFINITY] },
  { id: ['a', 'b'], n: [1n, null], x: [0.3, 1] },
  { id: ['a', 'b', null, null], n: [1n, null, 3n, 3n], x: [0.3, 1, Number.NaN, Number.NaN] },
])('and nothing else: %o', other => {
  expect(differences(of(), of(other))).not.toEqual([])
  expect(differences(of(other), of())).not.toEqual([])
})
