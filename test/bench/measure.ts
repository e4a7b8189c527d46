import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What one run of a command took. */
export interface Measured {
  readonly wall_s: number
  /** Processor time of all its threads: on a busy machine the steadier measure. Undefined where the system does not tell. */
  readonly cpu_s: number | undefined
  /** Highest resident memory of the process and its children, bytes; undefined where the system does not tell. */
  readonly peak_rss_bytes: number | undefined
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended, or the system has no /proc.
    return ''
  }
}

const kib = (status: string, field: 'VmHWM' | 'VmRSS'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0)

/** Processor time of a process so far, seconds. /proc counts hundredths; the name before them may have spaces. */
function cpuOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

const childrenOf = (pid: number): readonly number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)

/** Resident memory of everything below a process, KiB, now. */
const residentBelow = (pid: number): number =>
  childrenOf(pid)
    .map(child => kib(read(`/proc/${child}/status`), 'VmRSS') + residentBelow(child))
    .reduce((a, b) => a + b, 0)

/** Runs a command to its end and measures it as a whole process, from outside. Throws when it fails. */
export async function measure(command: readonly string[]): Promise<Measured & { readonly printed: string }> {
  const [program, ...args] = command
  const started = process.hrtime.bigint()
  const child = spawn(program as string, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const pid = child.pid as number
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  let peak_kib = 0
  let cpu_s = 0
  const timer = setInterval(() => {
    // The process's own high-water mark misses nothing between two looks.
    cpu_s = Math.max(cpu_s, cpuOf(pid))
    peak_kib = Math.max(peak_kib, kib(read(`/proc/${pid}/status`), 'VmHWM') + residentBelow(pid))
  }, 20)
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed)
    child.on('close', done)
  }).finally(() => clearInterval(timer))
  const wall_s = Number(process.hrtime.bigint() - started) / 1e9
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${errors}`)
  return {
    printed,
    wall_s,
    cpu_s: cpu_s > 0 ? cpu_s : undefined,
    peak_rss_bytes: peak_kib > 0 ? peak_kib * 1024 : undefined,
  }
}
