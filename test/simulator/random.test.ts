import { describe, expect, test } from 'vitest'
import { customerNumber } from '../../simulator/customer.ts'
import { userName } from '../../simulator/names.ts'
import { randomStreams } from '../../simulator/random.ts'

describe('streams', () => {
  test('of one seed differ, also for neighbouring seeds, and repeat', () => {
    const draws = (seed: number) =>
      Object.values(randomStreams(seed)).map(random => [1, 2, 3].map(() => random.between(0, 1)).join())
    const several = [...draws(1), ...draws(2), ...draws(-1)]
    expect(new Set(several).size).toBe(several.length)
    expect(draws(1)).toEqual(draws(1))
  })

  test('have the distributions that they claim', () => {
    const random = randomStreams(3).flow
    const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b) / 20_000
    expect(mean(() => random.exponential(50))).toBeCloseTo(50, -1)
    expect(mean(() => random.logNormal(100, 0.5))).toBeCloseTo(100 * Math.exp(0.125), -1)
    expect(mean(() => Number(random.weighted({ a: 3, b: 1 }) === 'a'))).toBeCloseTo(0.75, 1)
    expect(mean(() => Number(random.chance(0.2)))).toBeCloseTo(0.2, 1)
  })
})

test('identifiers are UUIDs of version 4, all different', () => {
  const random = randomStreams(1).contact_ids
  const ids = Array.from({ length: 5_000 }, () => random.uuid())
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(ids.filter(id => !form.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('agents and customers are told apart, however many there are', () => {
  const users = Array.from({ length: 6_000 }, (_, index) => userName(index))
  expect(new Set(users).size).toBe(users.length)
  expect(users.filter(user => !/^[a-z]+\.[a-z]+\d*$/.test(user))).toEqual([])
  const phones = Array.from({ length: 100_000 }, (_, index) => customerNumber(index).phone)
  expect(new Set(phones).size).toBe(phones.length)
})
