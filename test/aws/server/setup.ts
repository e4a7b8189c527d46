import type { TestProject } from 'vitest/node'
import { startStandIn } from './moto.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where what plays AWS answers. */
    readonly aws: string
  }
}

/** One stand-in for the whole run of the suite. That it does not start fails the run: nothing is skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const aws = await startStandIn()
  project.provide('aws', aws.url)
  return () => aws.stop()
}
