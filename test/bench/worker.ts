import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import type { SharedRun } from '../../etl/job/distribute.ts'
import { startStandIn } from '../aws/server/moto.ts'
import { makeRaw } from './data.ts'
import { memoryLimit } from './limited.ts'
import { type Measured, measure } from './measure.ts'
import type { Course } from './races.ts'
import { megabytes } from './report.ts'
import { BUCKET, clientAt, settings, upload } from './s3.ts'

/** What Lambda gives for one whole processor, taken as millions of bytes. */
const LAMBDA_BYTES = 1_769_000_000
/** What is left to the engine of it: the rest is for Node, for what is under way to S3, and for what allocators keep. */
const ENGINE_MB = 1024

const isZipped = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Makes a raw object of plain JSON of each; some are zipped twice, and some not at all. Gives how many bytes they have. */
async function unzip(from: string): Promise<number> {
  let size_bytes = 0
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !path.endsWith('.gz')) continue
    let bytes = await readFile(path)
    while (isZipped(bytes)) bytes = gunzipSync(bytes)
    await writeFile(`${path}.json`, bytes)
    size_bytes += bytes.length
  }
  return size_bytes
}

/** The report of a step: the last line that it printed. */
const reportOf = (printed: string): unknown => JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '')

/**
 * One batch of raw JSON, read and committed by the handlers of Lambda, from S3 to S3, in processes that have no more
 * memory than Lambda would give them.
 */
export async function worker({ commands, sizes, at, say }: Course): Promise<readonly string[]> {
  const raw = await makeRaw(at.folder, 'batch', { days: 2, contacts_per_day: sizes.batch_contacts / 2 }, say)
  const json_bytes = await unzip(raw.folder)
  const server = await startStandIn()
  const client = clientAt(server.url)
  const limit = memoryLimit('connect-lake-bench', LAMBDA_BYTES)
  try {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
    await upload(client, raw.folder, 'raw', '.json')
    const config = {
      ...{ raw: `s3://${BUCKET}/raw`, lake: `s3://${BUCKET}/lake` },
      ...{ batch_mb: 2048, lanes: 1, memory_mb: ENGINE_MB },
    }
    const environment = [
      ...settings(server.url, join(at.folder, 'cache')),
      `CONNECT_LAKE_CONFIG=${JSON.stringify(config)}`,
      'POWERTOOLS_DEV=false',
    ]
    const step = async (name: string, event: object): Promise<Measured & { readonly report: unknown }> => {
      const command = [...environment, ...commands.workerStep, name, JSON.stringify(event)]
      const { printed, ...measured } = await measure(limit ? limit.inside(command) : command)
      say(`  ${name.padEnd(10)} ${measured.wall_s.toFixed(2)} s ${megabytes(measured.peak_rss_bytes)}`)
      return { ...measured, report: reportOf(printed) }
    }
    const { report } = await step('plan', {})
    const { run, batches } = report as SharedRun
    if (batches !== 1) throw new Error(`${batches} batches instead of one`)
    const done = [
      { name: 'transform', ...(await step('transform', { run, batch: 0 })) },
      { name: 'publish', ...(await step('publish', { run })) },
    ]
    return [
      `One batch of ${raw.records} contact records, ${megabytes(json_bytes)} of JSON that is not zipped, by the handlers, from S3 to S3;`,
      `engine ${ENGINE_MB} MB (\`memory_mb\`), one lane. ${
        limit
          ? `Each step in a control group of ${megabytes(LAMBDA_BYTES)}: one that needs more is killed, and none was.`
          : 'Control groups cannot be made here: peaks were measured, nothing was held to them.'
      }`,
      '',
      '| step | goal | peak memory | time | processor time |',
      '|---|---|---:|---:|---:|',
      ...done.map(
        ({ name, peak_rss_bytes, wall_s, cpu_s }) =>
          `| ${name} | within ${megabytes(LAMBDA_BYTES)} | **${megabytes(peak_rss_bytes)}** | ${wall_s.toFixed(1)} s | ${cpu_s?.toFixed(1) ?? 'unknown'} s |`,
      ),
    ]
  } finally {
    limit?.remove()
    client.destroy()
    await server.stop()
  }
}
