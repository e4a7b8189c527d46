import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'
import type { Decoded } from './frame.ts'

/** Opens the same bytes anew, from the beginning. */
type Open = () => AsyncIterable<Buffer>

/** gzip in gzip is what CloudWatch Logs through Firehose gives; more layers are an accident. */
const MAX_LAYERS = 3

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The same bytes, in small pieces from the given offset on. */
async function* inPieces(open: Open, from: number, piece: number): AsyncGenerator<Buffer> {
  let offset = 0
  for await (const chunk of open()) {
    const whole = Math.max(0, Math.min(chunk.length, from - offset))
    if (whole > 0) yield chunk.subarray(0, whole)
    for (let i = whole; i < chunk.length; i += piece) yield chunk.subarray(i, i + piece)
    offset += chunk.length
  }
}

/**
 * Unzips; on damage gives all that can be read and says what is wrong. Several members in a row are one stream.
 *
 * @param opened the same bytes, opened already: used for the first try
 */
function gunzip(open: Open, opened?: AsyncIterable<Buffer>): Decoded {
  let fault: string | undefined
  let safe_bytes = 0 // input whose output has been given

  async function* unzip(input: AsyncIterable<Buffer>, finishFlush: number): AsyncGenerator<Buffer> {
    let read_bytes = 0
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of input) {
        read_bytes += chunk.length
        yield chunk
      }
    }
    // A larger chunk than the default is three times as fast.
    const stream = createGunzip({ chunkSize: 262_144, finishFlush })
    const source = Readable.from(counted())
    source.on('error', error => stream.destroy(error))
    try {
      yield* source.pipe(stream)
    } finally {
      safe_bytes = stream.bytesWritten
      // A pipe leaves its source open when the reader stops early, and with it the file.
      source.destroy()
    }
    // Node ignores what follows the last member, without a word.
    const rest = read_bytes - stream.bytesWritten
    if (rest > 0) fault ??= `${rest} bytes after the end of the gzip data that are no gzip data`
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    let given_bytes = 0
    // zlib throws away what it had unzipped of the piece in which it fails: again, in ever smaller pieces.
    for (const piece of [262_144, 2_048, 1]) {
      const finish = fault === undefined ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
      let skip_bytes = given_bytes
      try {
        const input = fault === undefined && opened ? opened : inPieces(open, safe_bytes, piece)
        for await (const chunk of unzip(input, finish)) {
          const skipped = Math.min(skip_bytes, chunk.length)
          skip_bytes -= skipped
          given_bytes += chunk.length - skipped
          if (skipped < chunk.length) yield chunk.subarray(skipped)
        }
        return
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error
        fault ??= `gzip: ${error.message}`
      }
    }
  }

  return { chunks: chunks(), fault: () => fault }
}

/** The first bytes, and all of them, of what is read only once. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<readonly [Buffer, AsyncIterable<Buffer>]> {
  const input = chunks[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let size = 0
  for (let next = await input.next(); !next.done; next = await input.next()) {
    first.push(next.value)
    size += next.value.length
    if (size >= 2) break
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield* first
      yield* { [Symbol.asyncIterator]: () => input }
    } finally {
      await input.return?.()
    }
  }
  return [Buffer.concat(first), all()]
}

/** The bytes of a file, unzipped as often as they turn out to be zipped. The name is not looked at. */
export async function decode(path: string): Promise<Decoded> {
  let open: Open = () => createReadStream(path, { highWaterMark: 262_144 })
  let [head, chunks] = await peek(open())
  const faults: (() => string | undefined)[] = []
  for (let layer = 0; layer < MAX_LAYERS && isGzip(head); layer++) {
    const zipped = open
    const unzipped = gunzip(zipped, chunks)
    open = () => gunzip(zipped).chunks
    faults.push(unzipped.fault)
    ;[head, chunks] = await peek(unzipped.chunks)
  }
  return { chunks, fault: () => faults.map(fault => fault()).find(fault => fault !== undefined) }
}
