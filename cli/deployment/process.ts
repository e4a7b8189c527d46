import { spawn } from 'node:child_process'

/** How a program ended. */
export interface Ran {
  /** 128 and more where a signal ended it, as shells have it. */
  readonly code: number
  /** What it said, both streams as they came, when it was run quietly. */
  readonly said: string
}

export interface RanOptions {
  readonly cwd: string
  /** Beside the environment of this process. */
  readonly env: Readonly<Record<string, string>>
  /** Keeps what it says; otherwise it has the terminal. */
  readonly quiet: boolean
}

const INTERRUPTED = 130
const TERMINATED = 143

/**
 * Runs a program to its end. On Ctrl-C the program is told by the terminal as we are, and we wait for it: it may have to
 * finish what it has begun.
 */
export function ran(program: string, args: readonly string[], { cwd, env, quiet }: RanOptions): Promise<Ran> {
  const child = spawn(program, args, {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const waits = (): void => {}
  process.on('SIGINT', waits)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('SIGINT', waits)
      resolve({ code: code ?? (signal === 'SIGINT' ? INTERRUPTED : TERMINATED), said })
    })
  })
}
