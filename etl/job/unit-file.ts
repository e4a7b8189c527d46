import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { unitMarker } from '../unit-text.ts'
import type { ConsumedObject } from './object.ts'
import { unreadable } from './split-objects.ts'

const buffer = Buffer.alloc(1_048_576)

/** The bytes of a raw object, piece by piece; each piece is gone when the next is asked for. */
function* bytesOf(object: ConsumedObject): Generator<Buffer> {
  let file: number | undefined
  try {
    file = openSync(object.path, 'r')
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      yield buffer.subarray(0, size)
    }
  } catch (cause) {
    throw unreadable(object, cause)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * Writes objects into one file in scratch, as the comment in `unit-text.ts` says. Zipped objects stay zipped: gzip
 * data may follow gzip data. Not async: waiting for each small object takes longer than copying it.
 */
export function writeUnit(
  path: string,
  marker: string,
  compression: 'gzip' | 'none',
  objects: readonly ConsumedObject[],
): void {
  const file = openSync(path, 'w')
  const write = (text: string): void => {
    writeSync(file, compression === 'gzip' ? gzipSync(text) : Buffer.from(text))
  }
  try {
    for (const object of objects) {
      write(unitMarker(marker, object.ordinal))
      for (const piece of bytesOf(object)) writeSync(file, piece)
    }
    write(unitMarker(marker, objects.at(-1)?.ordinal ?? 0))
  } finally {
    closeSync(file)
  }
}
