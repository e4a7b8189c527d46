import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LakeError } from '../../../schema/error.ts'
import type { Say } from './progress.ts'

/**
 * 476 is the last version whose server and plug-ins are ordinary artifacts of Maven Central. Newer ones have to be put
 * together from some five hundred jars, and need a Java with the Vector API, which the wheel of `java.ts` has not.
 */
const VERSION = '476'

interface Artifact {
  readonly name: string
  readonly extension: 'tar.gz' | 'zip'
  readonly sha256: string
  /** Takes the downloaded file apart: leaves what is wanted of it at `into`. */
  unpack(file: string, into: string): Promise<void>
}

const artifacts = {
  lib: {
    name: 'trino-server-core',
    extension: 'tar.gz',
    sha256: '0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158',
    // Its own plug-ins are of no use here, and more than half of it.
    async unpack(file, into) {
      await mkdir(into)
      const root = `trino-server-core-${VERSION}`
      execFileSync('tar', ['-xzf', file, '-C', into, '--strip-components=2', `${root}/lib`])
    },
  },
  hive: {
    name: 'trino-hive',
    extension: 'zip',
    sha256: '611bacdb07d9f3cf7b9d47f97ecc76fa2e7ff8bfe8a9728c3d06adc1bfb8662e',
    async unpack(file, into) {
      // Python, because nothing else that unzips is on every machine.
      execFileSync('python3', ['-m', 'zipfile', '-e', file, `${into}.zip`])
      const [root] = await readdir(`${into}.zip`)
      await rename(join(`${into}.zip`, root ?? ''), into)
      await rm(`${into}.zip`, { recursive: true })
    },
  },
} as const satisfies Record<string, Artifact>

const addressOf = ({ name, extension }: Artifact): string =>
  `https://repo1.maven.org/maven2/io/trino/${name}/${VERSION}/${name}-${VERSION}.${extension}`

/**
 * By curl, which knows the certificates and proxies of the machine; Node knows neither. It begins again where a line breaks
 * off in the middle of 450 MB.
 */
function download(artifact: Artifact, to: string, say: Say): void {
  const address = addressOf(artifact)
  say.progress(`downloading ${artifact.name} ${VERSION}`)
  const options = ['--fail', '--location', '--silent', '--show-error', '--retry', '3', '--retry-all-errors']
  const slow = ['--connect-timeout', '30', '--speed-limit', '1000', '--speed-time', '60']
  const { status, stderr, error } = spawnSync('curl', [...options, ...slow, '--output', to, address], {
    encoding: 'utf8',
  })
  if (status === 0) return
  throw new LakeError({
    what: 'Trino could not be downloaded',
    value: `${address}: ${error ? String(error) : stderr.trim()}`,
    allowed: 'curl, and a way to Maven Central',
    remedy: 'check the network and run the same command again',
    cause: error,
  })
}

async function verify(artifact: Artifact, file: string): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('hex')
  if (found === artifact.sha256) return
  await rm(file)
  throw new LakeError({
    what: `the download of ${artifact.name} ${VERSION} is not what was published`,
    value: `sha256 ${found}`,
    allowed: artifact.sha256,
    remedy: 'run the same command again: the file was removed',
  })
}

/** The folder with `lib` and `plugin/hive`, made once in the cache: 354 MB. What is there is whole. */
export async function trinoHome(cache: string, say: Say): Promise<string> {
  const home = join(cache, `trino-${VERSION}`)
  if (existsSync(home)) return home
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'making-'))
  try {
    await mkdir(join(making, 'plugin'))
    for (const [artifact, into] of [
      [artifacts.lib, 'lib'],
      [artifacts.hive, 'plugin/hive'],
    ] as const) {
      const file = join(making, `${artifact.name}.${artifact.extension}`)
      download(artifact, file, say)
      await verify(artifact, file)
      say.progress(`unpacking ${artifact.name}`)
      await artifact.unpack(file, join(making, into))
      await rm(file)
    }
    // Of two that make it at once, the second finds it made.
    await rename(making, home).catch(error => {
      if (!existsSync(home)) throw error
    })
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  say.done(`Trino ${VERSION} is in ${home}`)
  return home
}
