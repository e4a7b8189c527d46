import type { Facts } from '../local/facts.ts'
import { wallClock } from '../local/wall-clock.ts'

const HOUR_MS = 3_600_000
/** What arrives is taken in within this time, by a job that follows; what is older then is history. */
const FOLLOWS_WITHIN_H = 48
/** A job that runs once a day has a few hours to spare. */
const STALE_AFTER_H = 36

/** How old a lake is. */
export interface Age {
  /** To which moment there is data, by the clocks of the business; nothing while there is none. */
  readonly to: string | undefined
  /** The same as an instant; nothing where it is the end of the newest day, and more has arrived since. */
  readonly arrived: string | undefined
  /**
   * `live`: the last commit took in what had just arrived. `stale`: so it did, but nothing has been taken in for a day
   * and a half. `historic`: what it took in was old already, so that no more is to be expected.
   */
  readonly state: 'live' | 'stale' | 'historic'
}

/** The newest arrival, but no later than the end of the newest day that has any contacts. */
function reach({ days, time_zone, freshness }: Facts): Pick<Age, 'to' | 'arrived'> {
  const arrived = freshness.last_arrived_at
  if (!days || !arrived) return { to: undefined, arrived: undefined }
  const [at, end] = [wallClock(arrived, time_zone), `${days.to}T23:59:59Z`]
  return at < end ? { to: at, arrived } : { to: end, arrived: undefined }
}

/** Judges the age of a lake by its last commit, and the newest arrival that this one took in. */
export function ageOf(facts: Facts, now_ms: number): Age {
  const { last_arrived_at, last_committed_at } = facts.freshness
  const reached = reach(facts)
  if (last_arrived_at === null || last_committed_at === null) return { ...reached, state: 'historic' }
  const [arrived, committed] = [Date.parse(last_arrived_at), Date.parse(last_committed_at)]
  if (committed - arrived > FOLLOWS_WITHIN_H * HOUR_MS) return { ...reached, state: 'historic' }
  return { ...reached, state: now_ms - committed > STALE_AFTER_H * HOUR_MS ? 'stale' : 'live' }
}
