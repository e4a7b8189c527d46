import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { RunOptions, RunProgress, RunReport } from '../../etl/job/run.ts'
import type { Limits } from '../../etl/limits.ts'
import type { Batch } from '../../etl/run-plan.ts'
import { lakeLog } from '../../lake/log/log.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import { type Config, settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag, lanesFlag, memoryFlag, rawFlag, wholeNumber } from '../flags.ts'
import { jobPorts, lakeAt, type OpenLake, required } from '../lake.ts'
import { checkApart, rawAt } from '../raw.ts'
import { bytes, count, duration, liveLine, styled } from '../terminal.ts'
import { deployViews } from '../views/deploy.ts'

export const runCommand = (): Command =>
  new Command('run')
    .description('Take what is new on the raw side into the lake: every record once, or into the quarantine.')
    .addOption(rawFlag())
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .option('--dry-run', 'print what would be read, and stop')
    .option('--audit', 'look at every raw object, not only at what changed since the last run')
    .option('--no-derive', 'leave derived tables as they are; the next run without this makes good')
    .option('--batch-mb <n>', 'raw megabytes that one commit consumes (default: 128)', wholeNumber(1))
    .option(
      '--record-limit-bytes <n>',
      'quarantine records larger than this (default: 8388608)',
      wholeNumber(1024),
    )
    .addOption(memoryFlag())
    .addOption(lanesFlag())
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
Nothing is written to the raw side. The lake is made when there is none. A run can be stopped at any moment
(Ctrl-C): what was committed stays, the rest is read again next time.

Examples:
  $ connect-lake run --raw ./raw --lake ./my-lake
  $ connect-lake run --raw ./raw --lake ./my-lake --dry-run
  $ connect-lake run --raw ./raw --lake ./my-lake --json
  $ connect-lake run --raw ./raw --lake s3://my-bucket/connect --glue connect`,
    )
    .action(async (flags: RunFlags, command: Command) => {
      const config = settleConfig(command, {
        lake: flags.lake,
        raw: flags.raw,
        glue: flags.glue,
        batch_mb: flags.batchMb,
        record_limit_bytes: flags.recordLimitBytes,
        memory_mb: flags.memoryMb,
        lanes: flags.lanes,
      })
      const place = required(config, 'raw')
      const lake = await lakeAt(required(config, 'lake'), config)
      const raw = await rawAt(place, config, lake.scratch)
      const options = { audit: flags.audit === true, derive: flags.derive, limits: await limitsOf(config) }
      // Before the lake is made: a raw side that is not there is to leave nothing behind.
      await raw.list()[Symbol.asyncIterator]().next()
      await checkApart(lake.path, place)
      if (flags.dryRun) return dryRun(lake, raw, config, options, flags.json === true)
      const report = await runWithProgress(lake, raw, config, options)
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${summary(report)}\n`)
    })

interface RunFlags {
  readonly raw?: string
  readonly lake?: string
  readonly glue?: string
  readonly dryRun?: boolean
  readonly audit?: boolean
  readonly derive: boolean
  readonly batchMb?: number
  readonly recordLimitBytes?: number
  readonly memoryMb?: number
  readonly lanes?: number
  readonly json?: boolean
}

/** The limits of a run as they are configured. */
export async function limitsOf({ batch_bytes, record_limit_bytes }: Config): Promise<Limits> {
  const { defaultLimits } = await import('../../etl/limits.ts')
  return { ...defaultLimits, batch_bytes, record_limit_bytes }
}

async function dryRun(
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

/** The live line: how far, how fast, how long still. */
function progressText({ step, read_bytes, total_bytes, derived }: RunProgress, started_ms: number): string {
  if (step === 'discover') return 'Looking for what is new'
  if (step === 'merge') return 'Merging into the partitions'
  if (step === 'publish') return 'Committing'
  if (step === 'derive')
    return derived
      ? `Deriving ${derived.table}, partition ${count(derived.made + 1)} of ${count(derived.total)}`
      : 'Deriving'
  const rate = read_bytes / Math.max(1, Date.now() - started_ms)
  const left = rate > 0 ? `, ${duration((total_bytes - read_bytes) / rate)} left` : ''
  return `Reading ${bytes(read_bytes)} of ${bytes(total_bytes)} (${bytes(rate * 1000)}/s${left})`
}

/** Runs the job with a live line, deploys the views, and leaves the lake whole on Ctrl-C. */
export async function runWithProgress(
  lake: OpenLake,
  raw: RawStore,
  config: Config,
  options: RunOptions,
): Promise<RunReport> {
  const { run } = await import('../../etl/job/run.ts')
  const started_ms = Date.now()
  const line = liveLine('Looking for what is new')
  const stopped = (): void => {
    // Everything visible is committed; what is not lies in scratch and goes with the next run.
    line.failed('Stopped. The lake is as it was after its last commit; the same command goes on from there.')
    process.exit(130)
  }
  process.once('SIGINT', stopped)
  process.once('SIGTERM', stopped)
  try {
    const ports = { ...(await jobPorts(lake, config)), raw }
    const progress = (now: RunProgress): void => line.say(progressText(now, started_ms))
    const report = await run({ ...ports, progress }, options)
    await deployViews(lake.catalog, config)
    const took = duration(Date.now() - started_ms)
    line.done(report.commit ? `Read ${count(report.read)} records in ${took}` : `Nothing is new (${took})`)
    return report
  } catch (error) {
    line.failed('Stopped. The lake is as it was after its last commit.')
    throw error
  } finally {
    process.off('SIGINT', stopped)
    process.off('SIGTERM', stopped)
  }
}

/** What a run did, for people. */
export function summary(report: RunReport): string {
  if (!report.commit) return 'Nothing is new: the lake has all of it.'
  const rows: [string, number, string][] = [
    ['read', report.read, `records in ${count(report.objects)} objects`],
    [
      'accepted',
      report.accepted,
      report.replaced ? `${count(report.replaced)} replaced a row` : 'became rows',
    ],
    ['duplicate', report.duplicate, 'met before'],
    ['superseded', report.superseded, 'older than the row of their key'],
    ['quarantined', report.quarantined, report.quarantined ? 'see: connect-lake quarantine list' : ''],
  ]
  const width = Math.max(...rows.map(([, n]) => count(n).length))
  const lines = rows.map(([name, n, note]) => {
    const text = `  ${name.padEnd(13)}${count(n).padStart(width)}  ${note}`.trimEnd()
    return name === 'quarantined' && n > 0 ? styled('yellow', text) : text
  })
  if (report.derived_partitions > 0)
    lines.push(`  ${'derived'.padEnd(13)}${count(report.derived_partitions).padStart(width)}  partitions`)
  return [...lines, `  commit       ${report.commit}`].join('\n')
}
