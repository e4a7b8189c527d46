import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { gone } from '../../fixture/child.ts'
import { pythonWith } from '../../fixture/python.ts'

const VERSION = '5.2.5'
const packages = [`moto[s3,glue]==${VERSION}`, 'flask==3.1.2', 'flask-cors==6.0.1']

/** A Python that has moto; made in the cache when it is not there. */
export const pythonWithMoto = (): Promise<string> => pythonWith(`moto-${VERSION}`, packages)

/** What plays AWS, and answers. */
export interface RunningStandIn {
  readonly url: string
  stop(): Promise<void>
}

/** Starts what plays AWS on a port that is free. It goes when this process goes, however that goes. */
export async function startStandIn(): Promise<RunningStandIn> {
  const script = fileURLToPath(new URL('stand_in.py', import.meta.url))
  const child = spawn(await pythonWithMoto(), ['-B', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const port of createInterface(child.stdout)) {
    return { url: `http://127.0.0.1:${port}`, stop: () => gone(child) }
  }
  throw new Error('what plays AWS ended before it answered; its own words stand above')
}
