import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag, wholeNumber } from '../flags.ts'
import { checkGlueNamed } from '../glue.ts'
import { catalogsOf, existingLake } from '../lake.ts'
import { unique } from '../scratch.ts'
import { bytes, count } from '../terminal.ts'

export const collectCommand = (): Command =>
  new Command('collect')
    .description(
      'Remove files that no kept commit needs: replaced versions, and what killed runs left behind.',
    )
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .option('--keep <n>', 'newest commits that stay readable (default: 20)', wholeNumber(1))
    .option('--keep-days <n>', 'days whose commits stay readable, too (default: none)', wholeNumber(1))
    .option('--dry-run', 'print what would be removed, and stop')
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake collect --lake ./my-lake --keep 10 --dry-run')
    .action(async (flags: CollectFlags, command: Command) => {
      const config = settleConfig(command, { lake: flags.lake, glue: flags.glue })
      const lake = await existingLake(config)
      await checkGlueNamed(lake, config)
      const catalogs = await catalogsOf(lake, config)
      const { collectLake } = await import('../../etl/job/collect.ts')
      const ports = { storage: lake.storage, log: lake.log, catalogs, now: Date.now, unique }
      const keep = { commits: flags.keep, days: flags.keepDays }
      const done = await collectLake(ports, keep, flags.dryRun === true)
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(done)}\n`)
        return
      }
      const would = flags.dryRun ? 'Would remove' : 'Removed'
      process.stdout.write(
        `${would} ${count(done.files)} files (${bytes(done.size_bytes)}) of ${count(done.versions)} partition versions.\n` +
          (done.uploads === 0
            ? ''
            : `Gave up ${count(done.uploads)} uploads that a killed run had begun.\n`) +
          `Commits from ${done.oldest_readable} on stay readable.\n`,
      )
    })

interface CollectFlags {
  readonly lake?: string
  readonly glue?: string
  readonly keep?: number
  readonly keepDays?: number
  readonly dryRun?: boolean
  readonly json?: boolean
}
