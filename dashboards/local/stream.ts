import type { Days } from './days.ts'

/** An expected error, in the four parts that a `LakeError` has. */
export interface Problem {
  readonly what: string
  readonly value?: string
  readonly allowed?: string
  readonly remedy: string
  /** Of several errors that are told at once each; the other parts are about all of them. */
  readonly each?: readonly Problem[]
}

/**
 * What the answer for a sheet is made of, in this order: the days it is about, then each result as soon as it is there,
 * with the visuals that show it. The rows of a result follow its head as an Arrow IPC stream.
 */
export type FrameHead =
  | {
      readonly type: 'sheet'
      readonly seq: number
      readonly days: Days | null
      readonly previous: Days | null
      /** Until when data has arrived, by the clocks of the business, as ISO 8601; null while nothing has. */
      readonly complete_to: string | null
    }
  | { readonly type: 'result'; readonly visuals: readonly string[] }
  | { readonly type: 'problem'; readonly visuals: readonly string[]; readonly problem: Problem }

export interface Frame {
  readonly head: FrameHead
  /** Empty but for results. */
  readonly body: Uint8Array
}

export const STREAM_TYPE = 'application/vnd.connect-lake.sheet'

// A frame: the lengths of head and body as 32-bit little-endian numbers, the head as JSON, the body.
const LENGTHS = 8

/** One frame as bytes. */
export function encodeFrame({ head, body }: Frame): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(LENGTHS + json.length + body.length)
  const lengths = new DataView(bytes.buffer)
  lengths.setUint32(0, json.length, true)
  lengths.setUint32(4, body.length, true)
  bytes.set(json, LENGTHS)
  bytes.set(body, LENGTHS + json.length)
  return bytes
}

function append(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** The frames of an answer, each as soon as all of it has arrived. Throws when the answer ends within one. */
export async function* decodeFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    rest = append(rest, chunk)
    while (rest.length >= LENGTHS) {
      const lengths = new DataView(rest.buffer, rest.byteOffset, LENGTHS)
      const head = LENGTHS + lengths.getUint32(0, true)
      const end = head + lengths.getUint32(4, true)
      if (rest.length < end) break
      const json = new TextDecoder().decode(rest.subarray(LENGTHS, head))
      // A copy of its own: Arrow wants its buffers aligned.
      yield { head: JSON.parse(json) as FrameHead, body: rest.slice(head, end) }
      rest = rest.subarray(end)
    }
  }
  if (rest.length > 0) throw new Error('the answer ended within a frame')
}
