import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, gone } from '../../fixture/child.ts'
import type { RunningStandIn } from './moto.ts'

/** Who may ask it; nobody else's credentials are ever used. */
export const minioUser = { accessKeyId: 'testing', secretAccessKey: 'testing123' }

/** Starts MinIO, a second server of S3 that knows nothing of ours, where MINIO_BIN says that there is one. */
export async function startMinio(): Promise<RunningStandIn | undefined> {
  const program = process.env.MINIO_BIN
  if (!program) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'connect-lake-minio-'))
  const at = `127.0.0.1:${await freePort()}`
  const child = spawn(program, ['server', '--quiet', '--address', at, folder], {
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, MINIO_BROWSER: 'off', MINIO_SITE_REGION: 'eu-central-1' },
      ...{ MINIO_ROOT_USER: minioUser.accessKeyId, MINIO_ROOT_PASSWORD: minioUser.secretAccessKey },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  async function stop(): Promise<void> {
    await gone(child)
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://${at}`
  for (let waited_ms = 0; waited_ms < 30_000 && child.exitCode === null; waited_ms += 100) {
    const answers = await fetch(`${url}/minio/health/live`).catch(() => undefined)
    if (answers) return { url, stop }
    await pause(100)
  }
  await stop()
  throw new Error(`${program} did not answer; its own words stand above`)
}
