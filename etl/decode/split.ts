import { gunzipSync } from 'node:zlib'
import type { Source } from '../sources/source.ts'
import { sourceOf } from '../sources.ts'
import { type Decoded, type Frame, type FrameOptions, frames } from './frame.ts'
import type { JsonObject } from './parse.ts'

/** A piece of a raw object: a record whose source is known, or bytes that go to the quarantine. */
export type Piece =
  | {
      readonly kind: 'record'
      readonly source: Source
      readonly offset: number
      readonly bytes: Buffer
      readonly value: JsonObject
    }
  | Extract<Frame, { kind: 'bad' }>

export type SplitOptions = Omit<FrameOptions, 'known'>

/** What Firehose wraps around a record it could not process; the record itself is in `rawData`, base64. */
function firehoseError(record: JsonObject): string | undefined {
  const { rawData } = record
  return typeof rawData === 'string' && ('errorCode' in record || 'attemptsMade' in record)
    ? rawData
    : undefined
}

const known = (record: JsonObject): boolean =>
  sourceOf(record) !== undefined || firehoseError(record) !== undefined

/** The record inside a Firehose error, which may be zipped (CloudWatch Logs) or hold several. */
async function* unwrapped(
  rawData: string,
  outer: { readonly offset: number; readonly bytes: Buffer },
  options: SplitOptions,
): AsyncGenerator<Piece> {
  const at = { offset: outer.offset, length: outer.bytes.length }
  const bad = (reason: 'undecodable' | 'unknown_source', detail: string): Piece => {
    return {
      kind: 'bad',
      ...at,
      bytes: Buffer.from(outer.bytes.subarray(0, options.kept_bytes)),
      reason,
      detail,
    }
  }
  let bytes: Buffer = Buffer.from(rawData, 'base64')
  try {
    const limit = { maxOutputLength: 2 * options.record_limit_bytes }
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes, limit)
  } catch (error) {
    yield bad('undecodable', `rawData: ${(error as Error).message}`)
    return
  }
  async function* once(): AsyncGenerator<Buffer> {
    yield bytes
  }
  const inner: Decoded = { chunks: once(), fault: () => undefined }
  let count = 0
  for await (const frame of frames(inner, { ...options, known })) {
    count++
    const source = frame.kind === 'record' ? sourceOf(frame.value) : undefined
    if (frame.kind === 'bad') yield { ...frame, ...at }
    else if (source) yield { ...frame, offset: outer.offset, source }
    else yield bad('unknown_source', unknownKeys(frame.value))
  }
  if (count === 0) yield bad('undecodable', 'rawData holds no record')
}

const unknownKeys = (record: JsonObject): string => {
  const keys = Object.keys(record)
  return `it has the keys ${keys.slice(0, 8).join(', ') || '(none)'}${keys.length > 8 ? ', …' : ''}`
}

/** Splits a decoded object into pieces, each record routed by its content. */
export async function* split(decoded: Decoded, options: SplitOptions): AsyncGenerator<Piece> {
  for await (const frame of frames(decoded, { ...options, known })) {
    if (frame.kind === 'bad') {
      yield frame
      continue
    }
    const rawData = firehoseError(frame.value)
    const source = sourceOf(frame.value)
    if (source) yield { ...frame, source }
    else if (rawData !== undefined) yield* unwrapped(rawData, frame, options)
    else {
      const { offset, bytes } = frame
      const kept = Buffer.from(bytes.subarray(0, options.kept_bytes))
      const detail = unknownKeys(frame.value)
      yield { kind: 'bad', offset, length: bytes.length, bytes: kept, reason: 'unknown_source', detail }
    }
  }
}
