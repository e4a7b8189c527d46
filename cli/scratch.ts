import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { homedir, hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A name that is never given twice. */
export const unique = (): string => randomBytes(5).toString('hex')

/** The scratch of this user: what one has made, another may not write to. */
export const userScratch = (): string => join(tmpdir(), `connect-lake-${userInfo().username}`)

/** What is kept of lakes elsewhere, of this user. */
export const userCache = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'connect-lake', 's3')

const running = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is a process, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What this process has given. In a container that is started again its number is the one of the process that was killed. */
const given = new Set<string>()

/** A name for what one process needs for a while. Process numbers mean something on their own machine only. */
export function passing(what: string): string {
  const name = `${what}-${encodeURIComponent(hostname())}-${process.pid}-${unique()}`
  given.add(name)
  return name
}

const isOfNobody = (name: string, pid: number): boolean =>
  pid === process.pid ? !given.has(name) : !running(pid)

const DAY_MS = 86_400_000

/** Removes what was left in scratch by processes that were killed: on this machine at once, others' after a day. */
export async function sweepScratch(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, host, pid] = /^[a-z]+-(.+)-(\d+)-[0-9a-f]+$/.exec(name) ?? []
    const path = join(folder, name)
    const left =
      host === encodeURIComponent(hostname())
        ? isOfNobody(name, Number(pid))
        : await stat(path).then(
            ({ mtimeMs }) => mtimeMs < Date.now() - DAY_MS,
            () => false,
          )
    if (left) await rm(path, { recursive: true, force: true })
  }
}
