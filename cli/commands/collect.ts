import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { jsonFlag, lakeFlag, wholeNumber } from '../flags.ts'
import { existingLake } from '../lake.ts'
import { unique } from '../scratch.ts'
import { bytes, count } from '../terminal.ts'

export const collectCommand = (): Command =>
  new Command('collect')
    .description(
      'Remove files that no kept commit needs: replaced versions, and what killed runs left behind.',
    )
    .addOption(lakeFlag())
    .option('--keep <n>', 'newest commits that stay readable (default: 20)', wholeNumber(1))
    .option('--dry-run', 'print what would be removed, and stop')
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake collect --lake ./my-lake --keep 10 --dry-run')
    .action(
      async (flags: { lake?: string; keep?: number; dryRun?: boolean; json?: boolean }, command: Command) => {
        const lake = await existingLake(settleConfig(command, { lake: flags.lake }))
        const { collect } = await import('../../lake/log/collect.ts')
        const stamp = { now: Date.now, unique }
        const done = await collect(lake.storage, lake.log, flags.keep ?? 20, flags.dryRun === true, stamp)
        if (flags.json) {
          process.stdout.write(`${JSON.stringify(done)}\n`)
          return
        }
        const would = flags.dryRun ? 'Would remove' : 'Removed'
        process.stdout.write(
          `${would} ${count(done.files)} files (${bytes(done.size_bytes)}) of ${count(done.versions)} partition versions.\n` +
            `Commits from ${done.oldest_readable} on stay readable.\n`,
        )
      },
    )
