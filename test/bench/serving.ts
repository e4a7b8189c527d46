import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** What Linux counts processor time in. */
const TICKS_PER_S = 100

/** A process that has used next to nothing for so long waits for others. */
const IDLE_MS = 400

/** The command that serves the page, until it is stopped. */
export async function serving(command: readonly string[]) {
  const [program, ...args] = command
  const child = spawn(program as string, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((found, failed) => {
    let printed = ''
    child.on('close', code => failed(new Error(`${command.join(' ')} ended with ${code}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
      if (address) found(address)
    })
  })
  return {
    url,
    /** Highest resident memory so far, bytes; undefined where the system does not tell. */
    peak_rss_bytes(): number | undefined {
      try {
        const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
        return kib === undefined ? undefined : Number(kib) * 1024
      } catch {
        return undefined
      }
    },
    /** Processor time so far, seconds, of user and system; undefined where the system does not tell. */
    processor_s(): number | undefined {
      try {
        const [, ticks = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')
        const [user, system] = ticks.split(' ').slice(11, 13).map(Number) as [number, number]
        return (user + system) / TICKS_PER_S
      } catch {
        return undefined
      }
    },
    /** Waits until it has nothing more to do, and says how long that took, seconds; undefined where the system does not tell. */
    async idle(): Promise<number | undefined> {
      const begun = performance.now()
      let before = this.processor_s()
      for (;;) {
        await setTimeout(IDLE_MS)
        const now = this.processor_s()
        if (now === undefined || before === undefined) return undefined
        if (now - before < 0.1 * (IDLE_MS / 1e3)) return (performance.now() - begun - IDLE_MS) / 1e3
        before = now
      }
    },
    stop: () => child.kill(),
  }
}
