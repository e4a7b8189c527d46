/** How far a candidate for a record reaches in a buffer. */
export type Scan =
  | { readonly kind: 'complete'; readonly end: number }
  /** Well-formed as far as the buffer goes. */
  | { readonly kind: 'open' }
  /** No JSON from this index on. */
  | { readonly kind: 'broken'; readonly at: number }
  /** Nested deeper than `MAX_DEPTH`. */
  | { readonly kind: 'deep' }

/** No record of Connect nests deeper by far; without a limit, hostile nesting makes resynchronising quadratic. */
export const MAX_DEPTH = 200

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** What a byte outside a string is. */
const OPEN = 1
const CLOSE = 2
const JOIN = 3
const WORD = 4
const SPACE = 5

const kinds = new Uint8Array(256)
for (const c of '{[') kinds[c.charCodeAt(0)] = OPEN
for (const c of '}]') kinds[c.charCodeAt(0)] = CLOSE
for (const c of ':,') kinds[c.charCodeAt(0)] = JOIN
for (const c of ' \t\r\n') kinds[c.charCodeAt(0)] = SPACE
for (const c of '0123456789+-.eEtruefalsn') kinds[c.charCodeAt(0)] = WORD

/** Index of what ends the string that begins at `from`: a quote, or a control character; the length if nothing does. */
function stringEnd(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte === BACKSLASH) i++
    // A raw control character never stands in a JSON string: where there is one, the string lost its end.
    else if (byte === QUOTE || byte < 0x20) return i
  }
  return bytes.length
}

/**
 * Finds the end of the JSON object that begins at `start`. Knows just enough grammar to notice at once that a record
 * was cut or lost a quote (a value follows a value, a bare word), instead of swallowing all its neighbours.
 */
export function scan(bytes: Uint8Array, start: number): Scan {
  let depth = 0
  let afterValue = false
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte === QUOTE) {
      if (afterValue) return { kind: 'broken', at: i }
      i = stringEnd(bytes, i + 1)
      if (i >= bytes.length) return { kind: 'open' }
      if (bytes[i] !== QUOTE) return { kind: 'broken', at: i }
      afterValue = true
      continue
    }
    switch (kinds[byte]) {
      case OPEN:
        if (afterValue) return { kind: 'broken', at: i }
        if (++depth > MAX_DEPTH) return { kind: 'deep' }
        break
      case CLOSE:
        if (--depth === 0) return { kind: 'complete', end: i + 1 }
        afterValue = true
        break
      case JOIN:
        afterValue = false
        break
      case SPACE:
        break
      case WORD:
        if (afterValue) return { kind: 'broken', at: i }
        while (kinds[bytes[i + 1] as number] === WORD) i++
        afterValue = true
        break
      default:
        return { kind: 'broken', at: i }
    }
  }
  return { kind: 'open' }
}
