import { isUtf8 } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import {
  type AgentQuarter,
  type Contact,
  createAgentQuarters,
  defaultOptions,
  type Journey,
  type ObjectSink,
  type SimulationOptions,
  simulate,
  type Truth,
} from '../../simulator/index.ts'

/** Where tests look at what was delivered. Shares nothing with the simulator but the port. */
export interface MemorySink extends ObjectSink {
  readonly objects: Map<string, Uint8Array>
}

export function memorySink(): MemorySink {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    async put(key, bytes) {
      if (objects.has(key)) throw new Error(`${key} is put twice`)
      objects.set(key, bytes)
    },
  }
}

export interface Delivered {
  readonly truth: Truth
  readonly journeys: readonly Journey[]
  /** Of which something arrived; with how much later than in the world the newest version says it ended. */
  readonly contacts: readonly { readonly contact: Contact; readonly moved_ms: number }[]
  /** The time of agents by the quarter of an hour. */
  readonly quarters: readonly AgentQuarter[]
  readonly objects: ReadonlyMap<string, Uint8Array>
}

/** A small centre, unless the options say otherwise. */
export async function deliver(options: Partial<SimulationOptions> = {}): Promise<Delivered> {
  const sink = memorySink()
  const small = { days: 2, contacts_per_day: 400, end: '2025-07-15' }
  const journeys: Journey[] = []
  const contacts: Delivered['contacts'][number][] = []
  const quarters = createAgentQuarters()
  const truth = await simulate({ ...defaultOptions, ...small, ...options }, sink, () => {}, {
    journey: journey => journeys.push(journey),
    agent: quarters.agent,
    offer: quarters.offer,
    contact: (contact, { moved_ms }) => contacts.push({ contact, moved_ms }),
  })
  return { truth, journeys, contacts, quarters: quarters.rows(), objects: sink.objects }
}

export interface Read<R> {
  /** Intact records in the order of arrival within an object, objects in the order of their keys. */
  readonly records: readonly { readonly value: R; readonly text: string }[]
  readonly damaged: number
}

const quote = 0x22
const backslash = 0x5c
const open = 0x7b
const close = 0x7d
/** Every record of both streams begins so, and no text inside one does. */
const beginning = Buffer.from('{"AWSAccountId":"')

/** A tiny reader of its own: gunzip, split at the brace that closes a record, parse strictly. */
export function readStream<R>(objects: ReadonlyMap<string, Uint8Array>, folder: string): Read<R> {
  const records: { value: R; text: string }[] = []
  let damaged = 0
  for (const key of [...objects.keys()].sort()) {
    if (!key.startsWith(folder)) continue
    const content = gunzipSync(objects.get(key) as Uint8Array)
    for (let at = 0; at < content.length; ) {
      const end = endOfRecord(content, at)
      const value = end === undefined ? undefined : parse<R>(content.subarray(at, end))
      if (value !== undefined && end !== undefined) {
        records.push({ value, text: content.toString('utf8', at, end) })
        at = end
      } else {
        damaged++
        const next = content.indexOf(beginning, at + 1)
        at = next === -1 ? content.length : next
      }
    }
  }
  return { records, damaged }
}

function endOfRecord(content: Buffer, from: number): number | undefined {
  if (content[from] !== open) return undefined
  let depth = 0
  let inText = false
  for (let at = from; at < content.length; at++) {
    const byte = content[at]
    if (inText) {
      if (byte === backslash) at++
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === open) depth++
    else if (byte === close && --depth === 0) return at + 1
  }
  return undefined
}

function parse<R>(bytes: Buffer): R | undefined {
  if (!isUtf8(bytes)) return undefined
  try {
    return JSON.parse(bytes.toString('utf8')) as R
  } catch {
    return undefined
  }
}
