import type { RecordBatch, Schema } from 'apache-arrow'
import type { ResultStream } from '../lake/engine/engine.ts'
import { alignedTable } from './table.ts'

export const formats = ['table', 'csv', 'json', 'arrow'] as const
export type Format = (typeof formats)[number]

/** A value as JSON can hold it: exact where a double is, else as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
  }
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  if (Array.isArray(value)) return value.map(plain)
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  }
  return value ?? null
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `2025-07-01 10:00:00.000`, as Athena prints it; UTC. */
export function timestampText(at_ms: number): string {
  const at = new Date(at_ms)
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${day} ${time}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`
}
void [timestampText, plain, alignedTable]
export type { RecordBatch, ResultStream, Schema }
