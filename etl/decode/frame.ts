import { type JsonObject, parseRecord } from './parse.ts'
import type { Reason } from './reason.ts'
import { MAX_DEPTH, scan } from './scan.ts'
import { Window } from './window.ts'

/** A stretch of an object's decoded bytes. Frames and the separators between them cover every byte once. */
export type Frame =
  | { readonly kind: 'record'; readonly offset: number; readonly bytes: Buffer; readonly value: JsonObject }
  | {
      readonly kind: 'bad'
      readonly offset: number
      readonly length: number
      /** The beginning, as much as a quarantine entry keeps. */
      readonly bytes: Buffer
      readonly reason: Reason
      readonly detail: string
    }

export interface FrameOptions {
  /** A longer record is a bad frame; no more than about twice this is held in memory. */
  readonly record_limit_bytes: number
  /** Bytes of a bad frame that are handed on. */
  readonly kept_bytes: number
  /** Whether a parsed object is a record of a known source: where reading may start again after damage. */
  readonly known: (value: JsonObject) => boolean
}

/** Decoded bytes, and what went wrong in decoding once they have ended. */
export interface Decoded {
  readonly chunks: AsyncIterable<Buffer>
  readonly fault: () => string | undefined
}

const OPEN_BRACE = 0x7b

/** Between records: white space, the commas and brackets of a JSON array, a byte order mark. */
const separators = new Uint8Array(256)
for (const byte of [0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5b, 0x5d, 0xef, 0xbb, 0xbf]) separators[byte] = 1

/** Where the next record of a known source begins, at `from` or later; `undecided` wants more bytes from there on. */
function resume(
  window: Window,
  from: number,
  options: FrameOptions,
): ['found' | 'undecided' | 'none', number] {
  const { bytes } = window
  for (let i = bytes.indexOf(OPEN_BRACE, from); i >= 0; i = bytes.indexOf(OPEN_BRACE, i + 1)) {
    const found = scan(bytes, i)
    if (found.kind === 'open' && !window.ended && bytes.length - i <= options.record_limit_bytes) {
      return ['undecided', i]
    }
    if (found.kind !== 'complete') continue
    const parsed = parseRecord(bytes.subarray(i, found.end))
    if ('value' in parsed && options.known(parsed.value)) return ['found', i]
  }
  return ['none', bytes.length]
}

/**
 * The bad frame that begins at `at`: up to the next record of a known source, or to the end. Nested objects are of no
 * known source, so a damaged record stays in one piece. Gives the frame and the index at which reading goes on.
 */
async function damaged(
  window: Window,
  at: number,
  options: FrameOptions,
  why: { reason: Reason; detail: string },
): Promise<[Frame, number]> {
  const offset = window.offset(at)
  const head = Buffer.from(window.bytes.subarray(at, at + options.kept_bytes))
  let from = at + 1
  for (;;) {
    const [decided, index] = resume(window, from, options)
    if (decided === 'found' || (decided === 'none' && window.ended)) {
      const length = window.offset(index) - offset
      return [{ kind: 'bad', offset, length, bytes: head.subarray(0, length), ...why }, index]
    }
    // What lies before is damage for certain; only the undecided rest is held.
    await window.grow(index)
    from = 0
  }
}

/** Says where a record stops being JSON, and shows the place. */
function brokenAt(bytes: Buffer, start: number, at: number): string {
  const place = bytes
    .subarray(Math.max(start, at - 24), at + 12)
    .toString()
    .replace(/\p{Cc}/gu, ' ')
  return `no JSON at its byte ${at - start}, near ${JSON.stringify(place)}`
}

/**
 * Splits decoded bytes into records, whatever stands between them: nothing (`}{`), newlines, the commas of an array.
 * After damage it searches for the next record of a known source, so that every good record survives its neighbour.
 */
export async function* frames(source: Decoded, options: FrameOptions): AsyncGenerator<Frame> {
  const window = new Window(source.chunks)
  let at = 0
  let told = false // whether a frame already carries the fault of the decoding

  for (;;) {
    while (at < window.bytes.length && separators[window.bytes[at] as number]) at++
    if (at >= window.bytes.length) {
      if (window.ended) break
      await window.grow(at)
      at = 0
      continue
    }
    const found = window.bytes[at] === OPEN_BRACE ? scan(window.bytes, at) : undefined
    const size = (found?.kind === 'complete' ? found.end : window.bytes.length) - at
    if (found?.kind === 'open' && !window.ended && size <= options.record_limit_bytes) {
      await window.grow(at)
      at = 0
      continue
    }
    let why: { reason: Reason; detail: string }
    if (found?.kind === 'complete' && size <= options.record_limit_bytes) {
      const bytes = window.bytes.subarray(at, found.end)
      const parsed = parseRecord(bytes)
      if ('value' in parsed) {
        yield { kind: 'record', offset: window.offset(at), bytes, value: parsed.value }
        at = found.end
        continue
      }
      if (parsed.reason !== 'not_json') {
        // The object is whole: what is wrong with it cannot have touched its neighbours.
        const kept = Buffer.from(bytes.subarray(0, options.kept_bytes))
        yield { kind: 'bad', offset: window.offset(at), length: bytes.length, bytes: kept, ...parsed }
        at = found.end
        continue
      }
      why = parsed
    } else if (!found) {
      why = { reason: 'not_json', detail: 'bytes that begin no JSON object' }
    } else if (found.kind === 'broken') {
      why = { reason: 'not_json', detail: brokenAt(window.bytes, at, found.at) }
    } else if (found.kind === 'deep') {
      why = { reason: 'too_large', detail: `nested deeper than ${MAX_DEPTH}` }
    } else if (size > options.record_limit_bytes) {
      why = { reason: 'too_large', detail: `more than ${options.record_limit_bytes} bytes` }
    } else {
      const fault = source.fault()
      told ||= fault !== undefined
      why = fault
        ? { reason: 'undecodable', detail: fault }
        : { reason: 'not_json', detail: 'the record ends too early' }
    }
    const [frame, next] = await damaged(window, at, options, why)
    yield frame
    at = next
  }
  const fault = source.fault()
  if (fault && !told) {
    const end = { offset: window.offset(at), length: 0, bytes: Buffer.alloc(0) }
    yield { kind: 'bad', ...end, reason: 'undecodable', detail: fault }
  }
}
