import { Command } from 'commander'
import type { RunOptions } from '../../etl/job/run.ts'
import { settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag, lanesFlag, memoryFlag, rawFlag, wholeNumber } from '../flags.ts'
import { lakeAt, required } from '../lake.ts'
import { limitsOf } from '../limits.ts'
import { checkApart, rawAt } from '../raw.ts'
import { dryRun } from './dry-run.ts'
import { runWithProgress } from './progress.ts'
import { summary } from './summary.ts'

/** The flags of every command that takes raw objects into a lake. */
export interface TakeInFlags {
  readonly raw?: string
  readonly lake?: string
  readonly glue?: string
  readonly dryRun?: boolean
  readonly derive: boolean
  readonly batchMb?: number
  readonly recordLimitBytes?: number
  readonly memoryMb?: number
  readonly lanes?: number
  readonly json?: boolean
}

/** A command that takes raw objects into a lake. */
export const takeInCommand = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .addOption(rawFlag())
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .option('--dry-run', 'print what would be read, and stop')
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

/**
 * Takes raw objects into the lake, and says what became of them.
 * @param which of all raw objects
 */
export async function takeIn(
  flags: TakeInFlags,
  command: Command,
  which: Pick<RunOptions, 'audit' | 'days'>,
): Promise<void> {
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
  const options = { ...which, derive: flags.derive, limits: limitsOf(config) }
  // Before the lake is made: a raw side that is not there is to leave nothing behind.
  await raw.list()[Symbol.asyncIterator]().next()
  await checkApart(lake.path, place)
  if (flags.dryRun) return dryRun(lake, raw, config, options, flags.json === true)
  const report = await runWithProgress(lake, raw, config, options)
  const asked = which.days && 'what arrived on these days'
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${summary(report, asked)}\n`)
}
