import { isUtf8 } from 'node:buffer'
import type { Reason } from './reason.ts'

/** A JSON object as `JSON.parse` gives it. */
export type JsonObject = { readonly [key: string]: unknown }

export type Parsed = { readonly value: JsonObject } | { readonly reason: Reason; readonly detail: string }

/** Lone surrogates pass `JSON.parse` but no engine. `JSON.stringify` writes them, and only them, as escapes. */
function hasLoneSurrogate(text: string, value: JsonObject): boolean {
  return text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text) && /\\ud[89a-f]/.test(JSON.stringify(value))
}

/** Parses the bytes of one JSON object; says which reason for the quarantine there is when it cannot. */
export function parseRecord(bytes: Buffer): Parsed {
  // JSON.parse would put replacement characters in silence.
  if (!isUtf8(bytes)) return { reason: 'invalid_utf8', detail: 'bytes that are no UTF-8' }
  const text = bytes.toString()
  try {
    const value = JSON.parse(text) as JsonObject
    if (hasLoneSurrogate(text, value)) {
      return { reason: 'unpaired_surrogate', detail: 'half of a surrogate pair' }
    }
    return { value }
  } catch (error) {
    return { reason: 'not_json', detail: (error as Error).message }
  }
}
