import { randomExponential, randomLogNormal } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator'

/** A source of chance. The same seed gives the same values on every machine. */
export interface Random {
  chance(share: number): boolean
  /** Uniform, `low` included, `high` excluded. */
  between(low: number, high: number): number
  /** Uniform whole number, both ends included. */
  integer(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  /** Positive and skewed, as durations are: half of the values lie below the median. */
  logNormal(median: number, sigma: number): number
  exponential(mean: number): number
  /** UUID, version 4. */
  uuid(): string
}

/**
 * What chance is drawn for. Each concern has a stream of its own, so that more duplicates in the delivery, or no agent
 * events at all, leave every contact as it was.
 */
const concerns = [
  'centre',
  'demand',
  'arrivals',
  'flow',
  'routing',
  'handling',
  'shifts',
  'desks',
  'contact_ids',
  'event_ids',
  'versions',
  'contact_transport',
  'event_transport',
  'contact_delivery',
  'event_delivery',
] as const

export type RandomStreams = Readonly<Record<(typeof concerns)[number], Random>>

/** Independent streams of one seed, a jump of 2^64 draws apart. */
export function randomStreams(seed: number): RandomStreams {
  const generator = xoroshiro128plus(seed)
  const streams = concerns.map(concern => {
    // A jump before the first use as well: the first draws of neighbouring seeds resemble each other.
    generator.jump()
    return [concern, createRandom(generator.clone())]
  })
  return Object.fromEntries(streams)
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function createRandom(generator: JumpableRandomGenerator): Random {
  const uniform = (): number => uniformFloat64(generator)
  const logNormal = randomLogNormal.source(uniform)
  const exponential = randomExponential.source(uniform)
  const hex = (word: number, byte: 0 | 1 | 2 | 3): string => hexPairs[(word >>> (8 * byte)) & 255] as string

  return {
    chance: share => uniform() < share,
    between: (low, high) => low + uniform() * (high - low),
    integer: (low, high) => uniformInt(generator, low, high),
    pick<T>(items: readonly T[]) {
      if (items.length === 0) throw new Error('random pick: the list is empty')
      return items[uniformInt(generator, 0, items.length - 1)] as T
    },
    weighted<K extends string>(weights: Readonly<Record<K, number>>) {
      const choices = Object.entries<number>(weights) as [K, number][]
      let left = uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of choices) {
        left -= weight
        if (left < 0) return key
      }
      throw new Error('random weighted: no weight is positive')
    },
    logNormal: (median, sigma) => logNormal(Math.log(median), sigma)(),
    exponential: mean => exponential(1 / mean)(),
    uuid() {
      const a = generator.next()
      const b = (generator.next() & 0xffff0fff) | 0x4000
      const c = (generator.next() & 0x3fffffff) | 0x80000000
      const d = generator.next()
      return (
        `${hex(a, 3)}${hex(a, 2)}${hex(a, 1)}${hex(a, 0)}-${hex(b, 3)}${hex(b, 2)}-${hex(b, 1)}${hex(b, 0)}-` +
        `${hex(c, 3)}${hex(c, 2)}-${hex(c, 1)}${hex(c, 0)}${hex(d, 3)}${hex(d, 2)}${hex(d, 1)}${hex(d, 0)}`
      )
    },
  }
}
