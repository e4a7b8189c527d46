import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOptions } from '../../etl/job/run.ts'
import type { Batch } from '../../etl/run-plan.ts'
import { lakeLog } from '../../lake/log/log.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { Config } from '../config.ts'
import { jobPorts, type OpenLake } from '../lake.ts'
import { bytes, count } from '../terminal.ts'

/** Prints what would be read, a line for each commit, and leaves nothing behind. */
export async function dryRun(
  lake: OpenLake,
  raw: RawStore,
  config: Config,
  options: RunOptions,
  json: boolean,
): Promise<void> {
  const { plan } = await import('../../etl/job/run.ts')
  // Says what a run would say of a place that is no lake, and makes none.
  await lakeLog({ ...lake.storage, putIfAbsent: async () => true }).create()
  const state = await lake.log.head()
  const scratch = await mkdtemp(join(tmpdir(), 'connect-lake-'))
  const ports = { ...(await jobPorts(lake, config, scratch)), raw }
  const { batches } = await plan(ports, state, options).finally(() =>
    rm(scratch, { recursive: true, force: true }),
  )
  if (json) {
    const commits = batches.map(({ objects, size_bytes }) => ({
      size_bytes,
      objects: objects.map(({ key }) => key),
    }))
    process.stdout.write(`${JSON.stringify({ commits })}\n`)
    return
  }
  if (batches.length === 0) process.stdout.write('Nothing is new.\n')
  for (const [i, batch] of batches.entries()) process.stdout.write(`${describe(batch, state.seq + 1 + i)}\n`)
}

/** One line about a batch: what would be read, and from when it is. */
function describe(
  { objects, size_bytes }: Batch<{ key: string; size_bytes: number; arrived_at_ms: number }>,
  seq: number,
): string {
  const at = (ms: number | undefined): string =>
    new Date(ms ?? 0).toISOString().slice(0, 16).replace('T', ' ')
  const span = `arrived ${at(objects[0]?.arrived_at_ms)} to ${at(objects.at(-1)?.arrived_at_ms)}`
  return `commit ${seq}  ${count(objects.length)} objects, ${bytes(size_bytes)}, ${span}`
}
