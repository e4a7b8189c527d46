import type { TestProject } from 'vitest/node'
import { LakeError } from '../../../schema/error.ts'
import { sayOn } from './progress.ts'
import { startTrino } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Trino answers. */
    readonly trino: string
  }
}

/** One Trino for the whole run of the suite. That it does not start fails the run: nothing is skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const trino = await startTrino(sayOn(process.stderr)).catch(error => {
    throw error instanceof LakeError ? new Error(error.lines().join('\n'), { cause: error.cause }) : error
  })
  project.provide('trino', trino.url)
  return () => trino.stop()
}
