import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A control group whose processes together have no more memory than it allows: beyond it the system kills one. */
export interface MemoryLimit {
  /** The command, run inside. */
  inside(command: readonly string[]): readonly string[]
  /** The most that its processes had, caches of files included, bytes. */
  peak_bytes(): number
  remove(): void
}

/** The names that both versions of control groups have for the same things. */
const versions = [
  {
    root: '/sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    peak: 'memory.max_usage_in_bytes',
  },
  { root: '/sys/fs/cgroup', limit: 'memory.max', peak: 'memory.peak' },
]

/** Undefined where this process may not make one: that needs root, as a rule. */
export function memoryLimit(name: string, bytes: number): MemoryLimit | undefined {
  for (const { root, limit, peak } of versions) {
    const group = join(root, `${name}-${process.pid}`)
    try {
      mkdirSync(group)
      if (!existsSync(join(group, limit))) throw new Error('memory is not limited here')
      writeFileSync(join(group, limit), String(bytes))
    } catch {
      if (existsSync(group)) rmdirSync(group)
      continue
    }
    const join_and_run = `echo $$ > ${join(group, 'cgroup.procs')} && exec "$@"`
    return {
      inside: command => ['/bin/sh', '-c', join_and_run, 'sh', ...command],
      peak_bytes: () => Number(readFileSync(join(group, peak), 'utf8')),
      remove: () => rmdirSync(group),
    }
  }
  return undefined
}
