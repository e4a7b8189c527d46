import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { type Decoded, type Frame, frames } from '../../../etl/decode/frame.ts'
import { decode } from '../../../etl/decode/inflate.ts'
import { sourceOf } from '../../../etl/sources.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { agentEvent, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const records = Array.from({ length: 6 }, (_, i) =>
  Buffer.from(
    JSON.stringify(
      i % 3 === 2
        ? agentEvent(`event-${i}`)
        : contactRecord({ id: `contact-${i}`, attributes: { note: 'a "quoted" }{ note', é: '\\' } }),
    ),
  ),
)
const whole = Buffer.concat(records)
const starts = records.map((_, i) => records.slice(0, i).reduce((sum, record) => sum + record.length, 0))

const options = {
  record_limit_bytes: 1_000_000,
  kept_bytes: 1000,
  known: (value: object) => sourceOf(value as never) !== undefined,
}

/** Separators that may stand between frames. */
const between = /^[\s,[\]\ufeff]*$/

async function framesOf(decoded: Decoded): Promise<Frame[]> {
  const found: Frame[] = []
  for await (const frame of frames(decoded, options)) {
    found.push(frame.kind === 'record' ? { ...frame, bytes: Buffer.from(frame.bytes) } : frame)
  }
  return found
}

/** Frames and separators cover the bytes, in order, each byte once. */
function expectCovered(found: readonly Frame[], bytes: Buffer, label: string): void {
  let at = 0
  for (const frame of found) {
    expect(bytes.subarray(at, frame.offset).toString('utf8'), label).toMatch(between)
    const length = frame.kind === 'record' ? frame.bytes.length : frame.length
    if (frame.kind === 'record') {
      expect(frame.bytes.equals(bytes.subarray(frame.offset, frame.offset + length)), label).toBe(true)
    }
    at = frame.offset + length
  }
  expect(bytes.subarray(at).toString('utf8'), label).toMatch(between)
}

/** One damage to the bytes; says which stretch of the original it touched. */
function mutated(
  bytes: Buffer,
  below: (n: number) => number,
): { bytes: Buffer; from: number; to: number; what: string } {
  const at = below(bytes.length)
  const some = Buffer.from(Array.from({ length: 1 + below(8) }, () => below(256)))
  switch (below(5)) {
    case 0: {
      const changed = Buffer.from(bytes)
      changed[at] = below(256)
      return { bytes: changed, from: at, to: at + 1, what: `byte ${at} is ${changed[at]}` }
    }
    case 1: {
      const length = 1 + below(200)
      const cut = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
      return { bytes: cut, from: at, to: at + length, what: `${length} bytes cut at ${at}` }
    }
    case 2:
      return {
        bytes: Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at)]),
        from: Math.max(0, at - 1),
        to: at + 1,
        what: `${some.toString('hex')} put in at ${at}`,
      }
    case 3:
      return { bytes: bytes.subarray(0, at), from: at, to: bytes.length, what: `truncated at ${at}` }
    default: {
      const quote = bytes.indexOf('"', at)
      const cut = Buffer.concat([bytes.subarray(0, quote), bytes.subarray(quote + 1)])
      return { bytes: quote < 0 ? bytes : cut, from: quote, to: quote + 1, what: `quote at ${quote} lost` }
    }
  }
}

describe('2,000 objects, each damaged in one place', () => {
  const random = xoroshiro128plus(20250701)
  const below = (n: number): number => uniformInt(random, 0, n - 1)

  test('plain: every byte is accounted for, and every record that was not touched survives', async () => {
    const path = join(folder, 'plain')
    for (let i = 0; i < 1850; i++) {
      const { bytes, from, to, what } = mutated(whole, below)
      await writeFile(path, bytes)
      const found = await framesOf(await decode(path))
      expectCovered(found, bytes, what)
      const survivors = found.flatMap(frame => (frame.kind === 'record' ? [frame.bytes.toString()] : []))
      for (const [n, record] of records.entries()) {
        const start = starts[n] as number
        const untouched = start + record.length <= from || start >= to
        if (untouched) expect(survivors, `${what}, record ${n}`).toContain(record.toString())
      }
    }
  })

  test('zipped: nothing is thrown, every byte that could be unzipped is accounted for, and damage is told', async () => {
    const zipped = gzipSync(whole)
    const path = join(folder, 'zipped')
    for (let i = 0; i < 150; i++) {
      const { bytes, what } = mutated(zipped, below)
      await writeFile(path, bytes)
      const decoded = await decode(path)
      const chunks: Buffer[] = []
      async function* seen(): AsyncGenerator<Buffer> {
        for await (const chunk of decoded.chunks) {
          chunks.push(chunk)
          yield chunk
        }
      }
      const found = await framesOf({ chunks: seen(), fault: decoded.fault })
      expectCovered(found, Buffer.concat(chunks), what)
      // A header field that nothing depends on can change without harm; then all six are there.
      const intact = found.length === 6 && found.every(({ kind }) => kind === 'record')
      if (!intact)
        expect(
          found.some(({ kind }) => kind === 'bad'),
          what,
        ).toBe(true)
    }
  })
})
