import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cacheFolder, gone } from '../../fixture/child.ts'

const VERSION = '5.2.5'
const packages = [`moto[s3,glue]==${VERSION}`, 'flask==3.1.2', 'flask-cors==6.0.1']

/** A Python that has moto; made in the cache when it is not there. */
async function pythonWithMoto(): Promise<string> {
  const home = join(cacheFolder, `moto-${VERSION}`)
  const python = join('bin', 'python')
  if (existsSync(join(home, python))) return join(home, python)
  await mkdir(cacheFolder, { recursive: true })
  const made = await mkdtemp(join(cacheFolder, 'making-'))
  try {
    execFileSync('python3', ['-m', 'venv', made], { stdio: 'inherit' })
    const options = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    execFileSync(join(made, python), [...options, ...packages], { stdio: 'inherit' })
    // Whole or not at all: another run may be making it, too.
    await rename(made, home).catch(error => {
      if (!existsSync(join(home, python))) throw error
    })
  } finally {
    await rm(made, { recursive: true, force: true })
  }
  return join(home, python)
}

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
