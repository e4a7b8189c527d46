import { availableParallelism } from 'node:os'
import type { TestProject } from 'vitest/node'
import { startMinio } from './minio.ts'
import { startStandIn } from './moto.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where what plays AWS answers: a place for each worker. */
    readonly aws: readonly string[]
    /** Where MinIO answers; undefined where there is none. */
    readonly minio: string | undefined
  }
}

/** So many files at once, each with a stand-in to itself: a fault that one orders does not meet another. */
export const WORKERS = Math.min(4, availableParallelism())

/** The stand-ins for the whole run of the suite. That one does not start fails the run: nothing is skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The first makes the Python that all of them need.
  const first = await startStandIn()
  const rest = await Promise.all(Array.from({ length: WORKERS - 1 }, startStandIn))
  const all = [first, ...rest]
  project.provide(
    'aws',
    all.map(({ url }) => url),
  )
  const minio = await startMinio()
  project.provide('minio', minio?.url)
  return async () => {
    await Promise.all([...all, minio].map(each => each?.stop()))
  }
}
