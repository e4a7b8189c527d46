import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { bundleHandlers } from '../../etl/handlers/bundle.js'
import { freePort, gone } from '../fixture/child.ts'
import { pythonWith } from '../fixture/python.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where MiniStack answers. */
    readonly machine: string
    /** The folder of the handlers' bundles, made once for all files. */
    readonly bundles: string
  }
}

const VERSION = '1.5.33'

/** A Python that has MiniStack, of its own, for its botocore is not that of moto; made in the cache when it is not there. */
export const pythonWithMiniStack = (): Promise<string> =>
  pythonWith(`ministack-${VERSION}`, [`ministack==${VERSION}`])

/** MiniStack for the whole run of the suite, on loopback; it runs handlers in processes of Node. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort()
  const { PATH, HOME } = process.env
  const child = spawn(await pythonWithMiniStack(), ['-m', 'ministack'], {
    env: {
      PATH,
      HOME,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: 'eu-central-1',
      LOG_LEVEL: 'WARNING',
      // What is repeated is repeated at once, and not after 15 s and more.
      SFN_WAIT_SCALE: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const bundles = mkdtempSync(join(tmpdir(), 'connect-lake-bundles-'))
  await bundleHandlers(bundles)
  project.provide('bundles', bundles)
  const url = `http://127.0.0.1:${port}`
  for (let tried = 0; ; tried++) {
    if (child.exitCode !== null || tried === 300) throw new Error('MiniStack did not start')
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      break
    await pause(100)
  }
  project.provide('machine', url)
  return async () => {
    await gone(child)
    rmSync(bundles, { recursive: true, force: true })
  }
}
