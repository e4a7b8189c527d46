import { join } from 'node:path'
import { defaultOptions, folderSink, type SimulationOptions, simulate } from '../../simulator/index.ts'
import { sizeOf } from './place.ts'

/** Raw objects of a simulated contact centre. */
export interface Raw {
  readonly folder: string
  /** Contact records delivered, every emission and duplicate counted. */
  readonly records: number
  /** Distinct agent events; none unless asked for. */
  readonly events: number
  /** Bytes in storage, compressed. */
  readonly bytes: number
}

/** Clean contact records, seeded: 5 % of the contacts emitted again, 1 % of the records delivered twice. */
const clean = {
  agent_events: false,
  re_emission_share: 0.05,
  duplicate_share: 0.01,
  late_share: 0,
  damage_share: 0,
  unknown_field_share: 0,
} satisfies Partial<SimulationOptions>

export async function makeRaw(
  root: string,
  name: string,
  options: Partial<SimulationOptions>,
  say: (line: string) => void,
): Promise<Raw> {
  const folder = join(root, name)
  const truth = await simulate({ ...defaultOptions, ...clean, ...options }, folderSink(folder))
  const { emissions, duplicates } = truth.totals.contact_records
  const { events } = truth.totals.agent_events
  const raw = { folder, records: emissions + duplicates, events, bytes: await sizeOf(folder) }
  say(`  made ${name}: ${raw.records} contact records, ${Math.round(raw.bytes / 1e6)} MB compressed`)
  return raw
}
