import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What one run of a command took. */
export interface Measured {
  readonly wall_s: number
  /** Highest resident memory of the process, bytes; undefined where the system does not tell. */
  readonly peak_rss_bytes: number | undefined
}

/** The high-water mark of a process's memory, while it lives. */
function highWater_bytes(pid: number): number | undefined {
  try {
    const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    return undefined
  }
}

/** Runs a command to its end and measures it as a whole process, from outside. Throws when it fails. */
export async function measure(command: readonly string[]): Promise<Measured> {
  const [program, ...args] = command
  const started = process.hrtime.bigint()
  const child = spawn(program as string, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  let peak: number | undefined
  const timer = setInterval(() => {
    peak = highWater_bytes(child.pid as number) ?? peak
  }, 20)
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed)
    child.on('close', done)
  }).finally(() => clearInterval(timer))
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${errors}`)
  return { wall_s: Number(process.hrtime.bigint() - started) / 1e9, peak_rss_bytes: peak }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** A contestant: how it is made ready, untimed, and the command that is timed. */
export interface Contestant {
  readonly name: string
  readonly prepare: () => Promise<void>
  readonly command: readonly string[]
}

/** Runs contestants in turn, round by round, so that a slow moment of the machine meets all of them. */
export async function interleaved(
  contestants: readonly Contestant[],
  rounds: number,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, Measured>> {
  const all = new Map<string, Measured[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round++) {
    for (const { name, prepare, command } of contestants) {
      await prepare()
      const measured = await measure(command)
      all.get(name)?.push(measured)
      const rss =
        measured.peak_rss_bytes === undefined ? '' : `, ${Math.round(measured.peak_rss_bytes / 1e6)} MB`
      say(`  round ${round}  ${name.padEnd(44)} ${measured.wall_s.toFixed(2)} s${rss}`)
    }
  }
  return new Map(
    [...all].map(([name, runs]) => {
      const peaks = runs.flatMap(({ peak_rss_bytes }) => peak_rss_bytes ?? [])
      const peak_rss_bytes = peaks.length > 0 ? median(peaks) : undefined
      return [name, { wall_s: median(runs.map(({ wall_s }) => wall_s)), peak_rss_bytes }]
    }),
  )
}
