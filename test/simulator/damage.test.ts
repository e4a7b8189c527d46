import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { damage } from '../../simulator/damage.ts'
import { randomStreams } from '../../simulator/random.ts'

function isRecord(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false
  try {
    JSON.parse(bytes.toString())
    return true
  } catch {
    return false
  }
}

/** Texts that invite mistakes: quotes, colons and braces inside. */
const record = fc
  .record({
    AWSAccountId: fc.constantFrom('111122223333', 'a":"b', '}{', 'é'),
    Attributes: fc.dictionary(fc.string({ maxLength: 6 }), fc.string({ maxLength: 12 }), { maxKeys: 4 }),
    Count: fc.integer(),
    Name: fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 20 })),
  })
  .map(value => JSON.stringify({ ...value, Version: '2017-10-01', InstanceARN: 'arn:aws:connect:us-west-2' }))

test('what is damaged is never a record, in whatever way', () => {
  fc.assert(
    fc.property(record, fc.integer(), (text, seed) => {
      const random = randomStreams(seed).contact_delivery
      for (let round = 0; round < 20; round++)
        expect(isRecord(damage(Buffer.from(text), random, round % 2 === 0))).toBe(false)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('a damaged record is no longer than it was, stray bytes aside: nothing of a neighbour is touched', () => {
  const text = JSON.stringify({ AWSAccountId: '111122223333', Channel: 'VOICE', Queue: { Name: 'Support' } })
  const random = randomStreams(7).contact_delivery
  const before = Buffer.from(text)
  for (let round = 0; round < 200; round++)
    expect(damage(before, random, false).length).toBeLessThanOrEqual(text.length)
  expect(before.toString()).toBe(text)
})
