import type { Command } from 'commander'
import { type TakeInFlags, takeIn, takeInCommand } from '../run/take-in.ts'

interface RunFlags extends TakeInFlags {
  readonly audit?: boolean
}

export const runCommand = (): Command =>
  takeInCommand(
    'run',
    'Take what is new on the raw side into the lake: every record once, or into the quarantine.',
  )
    .option('--audit', 'look at every raw object, not only at what changed since the last run')
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
    .action((flags: RunFlags, command: Command) => takeIn(flags, command, { audit: flags.audit === true }))
