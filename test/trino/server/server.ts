import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LakeError } from '../../../schema/error.ts'
import { cacheFolder, freePort, gone } from '../../fixture/child.ts'
import { trinoHome } from './artifacts.ts'
import { configurationFiles, javaArguments } from './configuration.ts'
import { javaFor } from './java.ts'
import type { Say } from './progress.ts'

/** A Trino that answers. */
export interface RunningTrino {
  readonly url: string
  /** A folder of its own, gone when it stops: the metastore, and whatever a suite puts there. */
  readonly folder: string
  stop(): Promise<void>
}

/** Longer than it takes on a busy machine: 10 s to 20 s. */
const PATIENCE_MS = 120_000

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/v1/info`)
    .then(async answer => answer.ok && (await answer.json()).starting === false)
    .catch(() => false)

/** Downloads what is missing into the user's cache, starts a Trino of its own on a free port, and waits until it answers. */
export async function startTrino(say: Say): Promise<RunningTrino> {
  const home = await trinoHome(cacheFolder, say)
  const java = await javaFor(cacheFolder, say)
  const folder = await mkdtemp(join(tmpdir(), 'connect-lake-trino-'))
  const port = await freePort()
  const files = configurationFiles({ port, home })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text.replace('METASTORE', join(folder, 'metastore').slice(1)))
  }
  const log = openSync(join(folder, 'server.log'), 'w')
  // When this process dies, however it dies, the pipe closes and the server goes with it.
  const child = spawn(
    'sh',
    [
      '-c',
      'exec 3<&0; (cat <&3 >/dev/null; kill $$) & exec "$@" </dev/null',
      'sh',
      java,
      ...javaArguments(home),
    ],
    { cwd: folder, stdio: ['pipe', log, log] },
  )
  closeSync(log)
  const url = `http://127.0.0.1:${port}`
  const started_ms = Date.now()
  try {
    while (!(await isUp(url))) {
      const waited_ms = Date.now() - started_ms
      say.progress(`starting, ${Math.round(waited_ms / 1000)} s`)
      if (child.exitCode !== null || child.signalCode !== null || waited_ms > PATIENCE_MS) {
        throw new LakeError({
          what: 'Trino did not start',
          value: readFileSync(join(folder, 'server.log'), 'utf8').split('\n').slice(-20).join('\n'),
          allowed: `a server that answers within ${PATIENCE_MS / 1000} s`,
          remedy: `see its log above; what was downloaded is in ${cacheFolder}, and is fetched again when removed`,
        })
      }
      await pause(200)
    }
    // A wrong setting of a catalog does not stop the server.
    const said = readFileSync(join(folder, 'server.log'), 'utf8')
    if (/Failed to load catalog/.test(said)) throw new Error(said)
  } catch (error) {
    await gone(child)
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  say.done(`answers at ${url} after ${((Date.now() - started_ms) / 1000).toFixed(1)} s`)
  return {
    url,
    folder,
    async stop() {
      await gone(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
