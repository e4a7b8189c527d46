import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import type { Source } from '../sources/source.ts'
import { sources } from '../sources.ts'

/** What a raw object looks like at its beginning; names and declared encodings are never trusted. */
export type Sniffed =
  /** Nothing in it. */
  | { readonly kind: 'empty' }
  /** JSON objects of, it seems, one source: worth giving to DuckDB as it is. */
  | { readonly kind: 'records'; readonly compression: 'gzip' | 'none'; readonly source: Source }
  /** Anything else: to be split record by record. */
  | { readonly kind: 'other' }

/** Enough for the first keys of a record, also zipped; unzipping more takes longer than all the rest. */
const HEAD_BYTES = 1_024
const LOOKED_AT_BYTES = 4_096

/**
 * DuckDB takes a gzip stream that ends too early for one that ends, so an object cut exactly between two records
 * would pass. A whole stream ends with its unzipped size; four bytes from the middle of one hardly ever make sense.
 */
function endsLikeGzip(tail: Buffer, size_bytes: number): boolean {
  const ratio = tail.readUInt32LE(tail.length - 4) / size_bytes
  return ratio > 1 && ratio < 100
}

/** Unzips as much of the beginning as there is. */
function unzippedHead(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return Buffer.alloc(0)
  }
}

/** The source whose mark comes first in the text. */
function marked(text: string): Source | undefined {
  const found = sources.flatMap(source =>
    source.marks.map(mark => ({ source, at: text.indexOf(`"${mark}"`) })).filter(({ at }) => at >= 0),
  )
  return found.sort((a, b) => a.at - b.at)[0]?.source
}

/** Looks at the first bytes, and the last, of a file. Not async: for bytes this few, waiting costs more than reading. */
export function sniff(path: string): Sniffed {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size === 0) return { kind: 'empty' }
    const read = (position: number, length: number): Buffer => {
      const buffer = Buffer.alloc(length)
      return buffer.subarray(0, readSync(file, buffer, 0, length, position))
    }
    const head = read(0, HEAD_BYTES)
    const zipped = head[0] === 0x1f && head[1] === 0x8b
    if (zipped && !(size >= 18 && endsLikeGzip(read(size - 8, 8), size))) return { kind: 'other' }
    const text = (zipped ? unzippedHead(head) : head).subarray(0, LOOKED_AT_BYTES).toString('latin1')
    const source = text.trimStart().startsWith('{') ? marked(text) : undefined
    return source ? { kind: 'records', compression: zipped ? 'gzip' : 'none', source } : { kind: 'other' }
  } finally {
    closeSync(file)
  }
}
