import type { Command } from 'commander'
import { lakeFlag } from '../flags.ts'
import { existingLake, jobPorts } from '../lake.ts'
import { limitsOf } from '../limits.ts'
import { type DeployedFlags, deployedCommand, openQuickSight } from '../quicksight/command.ts'
import { alignedTable } from '../table.ts'
import { count } from '../terminal.ts'

interface Flags extends DeployedFlags {
  readonly lake?: string
  readonly dryRun?: boolean
}

export const dashboardsRefreshCommand = (): Command =>
  deployedCommand(
    'refresh',
    'Have QuickSight read anew what changed in the lake since each data set was last refreshed. Ends with 1 when one could not be read.',
    `
Only data sets in memory are read, and of those only which show tables whose partitions changed: the days that they look
back, or all of it where an older day changed, or a view. It is waited for, and how it ended is told in the lake: data_set_refresh.

Examples:
  $ connect-lake dashboards refresh --lake s3://my-bucket/lake
  $ connect-lake dashboards refresh --lake s3://my-bucket/lake --dry-run`,
  )
    .addOption(lakeFlag())
    .option('--dry-run', 'print what would be read anew, and stop')
    .action(async (flags: Flags, command: Command) => {
      const { plannedRefresh, refreshed, refreshFailure } = await import('../quicksight/refresh.ts')
      const { api, wanted, config, deployed } = await openQuickSight(flags, command, 'configured')
      const lake = await existingLake({ ...config, lake: flags.lake ?? config.lake })
      try {
        const plan = await plannedRefresh(api, wanted, lake.log, await deployed(), Date.now())
        const all = flags.dryRun
          ? plan.steps.map(({ request, type, reason }) => ({
              data_set: request.id,
              type,
              reason,
              status: 'would be',
            }))
          : await refreshed(api, plan, async entries => {
              const { bookRefreshes } = await import('../../etl/job/refresh-book.ts')
              await bookRefreshes(entries, await jobPorts(lake, config), limitsOf(config))
            })
        if (flags.json) process.stdout.write(`${JSON.stringify(all)}\n`)
        else if (all.length === 0) process.stdout.write('Every data set has what the lake has.\n')
        else {
          const columns = ['data set', 'refresh', 'why', 'ended'].map(name => ({
            name,
            align: 'left' as const,
          }))
          const rows = all.map(each => [
            ...[each.data_set, each.type.toLowerCase().replace('_refresh', ''), each.reason],
            'rows' in each ? `${each.status}, ${count(each.rows ?? 0)} rows` : each.status,
          ])
          process.stdout.write(`${alignedTable(columns, rows)}\n`)
        }
        const failure = flags.dryRun ? undefined : refreshFailure(all as never)
        if (failure) throw failure
      } finally {
        lake.close()
      }
    })
