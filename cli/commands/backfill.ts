import { type Command, Option } from 'commander'
import { DEPLOYMENT_FILE } from '../../infra/names.ts'
import { type DaysFlags, daysOf } from '../days.ts'
import { day, deploymentFlag } from '../flags.ts'
import { type TakeInFlags, takeIn, takeInCommand } from '../run/take-in.ts'

interface BackfillFlags extends TakeInFlags, DaysFlags {
  readonly container?: boolean
  readonly deployment?: string
}

export const backfillCommand = (): Command =>
  takeInCommand('backfill', 'Take in what arrived on the raw side on some days, and is not in the lake yet.')
    .option('--from <day>', 'first day of arrival, YYYY-MM-DD in UTC', day)
    .option('--to <day>', 'last day of arrival, included', day)
    .addOption(
      new Option(
        '--container',
        'print the command that has the container of a deployment do it, and stop',
      ).conflicts(['raw', 'lake', 'glue', 'dryRun', 'json']),
    )
    .addOption(deploymentFlag())
    .addHelpText(
      'after',
      `
For raw objects of long ago: put there late, or years of them, taken in by parts. Every record is counted once, in
whatever order days are taken in, and whether or not a run has had them before. What the next run looks at stays as it is.
The day of an object is that in its name, else that of its folders, else that on which it was written.

Examples:
  $ connect-lake backfill --raw ./raw --lake ./my-lake --from 2024-01-01 --to 2024-03-31
  $ connect-lake backfill --raw s3://my-raw/records --lake s3://my-bucket/connect --from 2024-01-01 --to 2024-01-31 --dry-run
  $ connect-lake backfill --from 2024-01-01 --to 2024-12-31 --container | sh`,
    )
    .action(async (flags: BackfillFlags, command: Command) => {
      const days = daysOf(flags, 'everything that is missing is taken in by: run --audit')
      if (!flags.container) return takeIn(flags, command, { audit: false, days })
      const { readDeployment } = await import('../../infra/config.ts')
      const { containerCommand } = await import('../deployment/container.ts')
      const deployment = readDeployment(flags.deployment ?? DEPLOYMENT_FILE)
      process.stdout.write(`${containerCommand(deployment, days, flags.derive)}\n`)
    })
