import type { TestProject } from 'vitest/node'
import { startMinio } from './minio.ts'
import { startStandIn } from './moto.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where what plays AWS answers. */
    readonly aws: string
    /** Where MinIO answers; undefined where there is none. */
    readonly minio: string | undefined
  }
}

/** One stand-in for the whole run of the suite. That it does not start fails the run: nothing is skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const aws = await startStandIn()
  const minio = await startMinio()
  project.provide('aws', aws.url)
  project.provide('minio', minio?.url)
  return async () => {
    await Promise.all([aws.stop(), minio?.stop()])
  }
}
