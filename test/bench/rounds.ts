import { type Measured, measure } from './measure.ts'

/** A contestant: how it is made ready, untimed, and the command that is timed. */
export interface Contestant {
  readonly name: string
  readonly command: readonly string[]
  prepare(): Promise<void>
  /** Rounds it takes part in; all when not said. */
  readonly rounds?: number
  /** Its time, seconds, out of what it printed, if it has a clock of its own; else its whole run counts. */
  clock?(printed: string): number
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]] as [number, number]
  return (low + high) / 2
}

/**
 * Runs contestants in turn, round by round, so that a slow moment of the machine meets all of them; those that are
 * compared most closely stand side by side.
 * Returns the medians, in the order of the contestants.
 */
export async function rounds(
  contestants: readonly Contestant[],
  count: number,
  say: (line: string) => void,
): Promise<readonly Measured[]> {
  const all = contestants.map((): Measured[] => [])
  for (let round = 0; round < count; round++) {
    for (const [i, { name, command, prepare, rounds: own = count, clock }] of contestants.entries()) {
      if (round >= own) continue
      await prepare()
      const { printed, ...whole } = await measure(command)
      const measured = clock ? { ...whole, wall_s: clock(printed) } : whole
      all[i]?.push(measured)
      const peak_mb = Math.round((measured.peak_rss_bytes ?? 0) / 1e6)
      say(
        `  round ${round + 1}  ${name.padEnd(52)} ${measured.wall_s.toFixed(2).padStart(8)} s ${peak_mb} MB`,
      )
    }
  }
  return all.map(runs => {
    const peaks = runs.flatMap(({ peak_rss_bytes }) => peak_rss_bytes ?? [])
    const cpus = runs.flatMap(({ cpu_s }) => cpu_s ?? [])
    return {
      wall_s: median(runs.map(({ wall_s }) => wall_s)),
      cpu_s: cpus.length > 0 ? median(cpus) : undefined,
      peak_rss_bytes: peaks.length > 0 ? median(peaks) : undefined,
    }
  })
}
