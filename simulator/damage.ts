import type { Random } from './random.ts'

const quote = 0x22
const colon = 0x3a

/** What a strict reader must refuse. Each way touches the bytes of one record only. */
const ways = {
  /** A transfer that broke off. */
  cutShort(record: Buffer, random: Random): Buffer {
    return record.subarray(0, random.integer(24, record.length - 2))
  },
  /** 0xFF occurs nowhere in UTF-8; a lenient decoder would read on as if nothing had happened. */
  invalidByte(record: Buffer, random: Random): Buffer {
    const damaged = Buffer.from(record)
    const from = random.integer(1, record.length - 2)
    damaged[indexOfLetter(record, from)] = 0xff
    return damaged
  },
  /** As in a record printed in documentation: a text value without its opening quote. */
  droppedQuote(record: Buffer, random: Random): Buffer {
    const from = random.integer(0, record.length - 1)
    const at = indexOfValueQuote(record, from) ?? indexOfValueQuote(record, 0)
    if (at === undefined) return ways.cutShort(record, random)
    return Buffer.concat([record.subarray(0, at), record.subarray(at + 1)])
  },
  /** Not even the beginning of a record. */
  strayBytes(_record: Buffer, random: Random): Buffer {
    return random.pick([
      Buffer.from('Service Unavailable'),
      Buffer.from([0x00, 0x00, 0x1f, 0x8b, 0x08, 0xfe, 0xed]),
      Buffer.from('<Error><Code>SlowDown</Code></Error>'),
    ])
  },
} as const

/**
 * Damages a record of JSON text so that what is left is not a record: not JSON, or not UTF-8.
 * @param record An object of at least a few dozen bytes that has text values.
 * @param first Whether it is the first of its object. Stray bytes lie between records: at the very beginning they would
 * change what the whole object looks like.
 */
export function damage(record: Buffer, random: Random, first: boolean): Buffer {
  const way = random.weighted({ cutShort: 4, invalidByte: 3, droppedQuote: 3, strayBytes: first ? 0 : 2 })
  return ways[way](record, random)
}

function indexOfLetter(record: Buffer, from: number): number {
  const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a
  for (let at = from; at < record.length; at++) if (isLetter(record[at])) return at
  for (let at = from; at > 0; at--) if (isLetter(record[at])) return at
  return 0
}

/** The quote that opens a text value of an object: after a quote and a colon. */
function indexOfValueQuote(record: Buffer, from: number): number | undefined {
  for (let at = record.indexOf(colon, from); at > 0; at = record.indexOf(colon, at + 1)) {
    // An escaped quote before the colon means that this is in the middle of a text.
    if (record[at - 1] === quote && record[at - 2] !== 0x5c && record[at + 1] === quote) return at + 1
  }
  return undefined
}
