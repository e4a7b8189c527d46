import { LakeError } from '../schema/error.ts'
import { isDay } from '../schema/instant.ts'
import { DAY_MS } from './calendar.ts'

export interface SimulationOptions {
  /** Whole number, 32 bits. */
  readonly seed: number
  /** UTC days to simulate. */
  readonly days: number
  /** Contact records (legs, not customers) per day, on average over the simulated days. Staffing follows it. */
  readonly contacts_per_day: number
  /** Last UTC day, `YYYY-MM-DD`. */
  readonly end: string
  /** False: agents work all the same, but their events are not written. */
  readonly agent_events: boolean

  /** Of contacts: emitted again later, with a newer LastUpdateTimestamp and other attributes. */
  readonly re_emission_share: number
  /** Of emitted-again contacts: the last version is redacted and holds less than the one before. */
  readonly redaction_share: number
  /** Of emitted-again contacts: the first version arrives after the second. */
  readonly out_of_order_share: number
  /** Of contacts: the later version has its DisconnectTimestamp one day later. A stress for partitioning. */
  readonly moved_share: number
  /** Of emissions, also of agent events: the same bytes are delivered once more. */
  readonly duplicate_share: number
  /** Of emissions, also of agent events: delivered hours late. */
  readonly late_share: number
  /** Of contacts: every version carries a field that no documentation knows. */
  readonly unknown_field_share: number
  /**
   * Of deliveries, also of agent events: the bytes that arrive are not a record any more. Never two in a row within an
   * object, which nobody could tell from one: high shares come out lower.
   */
  readonly damage_share: number

  /** A delivery buffer is closed when it holds this many bytes before compression … */
  readonly buffer_bytes: number
  /** … or when its oldest record is this old. */
  readonly buffer_s: number
  /** zlib level, 1 (fast) to 9 (small). */
  readonly gzip_level: number
}

export const defaultOptions: SimulationOptions = {
  seed: 1,
  days: 28,
  contacts_per_day: 1_000,
  end: '2025-07-15',
  agent_events: true,
  re_emission_share: 0.05,
  redaction_share: 0.05,
  out_of_order_share: 0.1,
  moved_share: 0,
  duplicate_share: 0.01,
  late_share: 0.005,
  unknown_field_share: 0.005,
  damage_share: 0.001,
  buffer_bytes: 5 * 1024 * 1024,
  buffer_s: 900,
  gzip_level: 1,
}

/** @throws LakeError naming the option, the value given and the values allowed. */
export function checkOptions(options: SimulationOptions): void {
  const fault = (name: keyof SimulationOptions, allowed: string): never => {
    throw new LakeError({
      what: `the simulation cannot have this ${name}`,
      value: String(options[name]),
      allowed,
      remedy: 'give a value of that kind',
    })
  }
  const whole = (
    name: 'seed' | 'days' | 'contacts_per_day' | 'buffer_bytes' | 'gzip_level',
    low: number,
    high: number,
  ) => {
    const value = options[name]
    if (!Number.isInteger(value) || value < low || value > high)
      fault(name, `a whole number from ${low} to ${high}`)
  }
  whole('seed', -(2 ** 31), 2 ** 31 - 1)
  whole('days', 1, 3_660)
  whole('contacts_per_day', 1, 10_000_000)
  whole('buffer_bytes', 1, 128 * 1024 * 1024)
  whole('gzip_level', 1, 9)
  if (!(options.buffer_s > 0 && options.buffer_s <= 900)) fault('buffer_s', 'above 0 and at most 900')
  for (const name of Object.keys(options) as (keyof SimulationOptions)[]) {
    const value = options[name]
    if (!name.endsWith('_share')) continue
    if (typeof value !== 'number' || !(value >= 0 && value <= 1)) fault(name, 'a share from 0 to 1')
  }
  if (!isDay(options.end)) fault('end', 'a day that exists, as YYYY-MM-DD')
}

/** The simulated span, epoch milliseconds: midnight before the first day, midnight after the last. */
export function spanOf(options: SimulationOptions): { readonly start_ms: number; readonly end_ms: number } {
  const end_ms = Date.parse(`${options.end}T00:00:00Z`) + DAY_MS
  return { start_ms: end_ms - options.days * DAY_MS, end_ms }
}
