import { Command, Option } from 'commander'
import { asking } from '../ask.ts'
import { settleConfig } from '../config.ts'
import { checkAt, type EngineFlags, engineFlags, engineOf, engineSettings, lakeAsked } from '../engine.ts'
import { lakeFlag, memoryFlag } from '../flags.ts'
import { type Asked, askedQuestion, groupingFlags, listOf } from '../question.ts'
import { zoneOf } from '../views/configured.ts'

/** How numbers can be printed. */
const formats = ['table', 'csv', 'json'] as const

interface Flags extends Asked, EngineFlags {
  readonly lake?: string
  readonly at?: string
  readonly format: (typeof formats)[number]
  readonly explain?: boolean
  readonly memoryMb?: number
}

export const metricsQueryCommand = (): Command => {
  const command = new Command('query')
    .description('Metrics out of a lake, split by what you name. A ratio is made anew for every group.')
    .argument('<names>', 'names of metrics, joined by commas', listOf)
    .addOption(lakeFlag())
  for (const flag of [...groupingFlags(), ...engineFlags()]) command.addOption(flag)
  return command
    .option('--at <commit>', 'as the lake was after this commit: its number or its id')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
    .option('--explain', 'print the SQL instead of asking it')
    .addOption(memoryFlag())
    .addHelpText(
      'after',
      `
Without --from and --to: all days that the lake has. Times are seconds, rates 0 to 100; where there is nothing to divide
by there is no value, and where there are no rows there is no group. With Athena or Trino a lake need not be named where
--from and --to are; --tz is then UTC, unless it is given or configured.

Examples:
  $ connect-lake metrics query contacts_handled,avg_handle_time --lake ./my-lake --by queue,day
  $ connect-lake metrics query service_level:20 --lake ./my-lake --by day --from 2025-07-01 --to 2025-07-16
  $ connect-lake metrics query abandonment_rate --lake ./my-lake --by hour --tz Europe/Paris --where queue=Sales
  $ connect-lake metrics query percentile_queue_time:90 --lake ./my-lake --by queue --explain
  $ connect-lake metrics query contacts_handled --lake ./my-lake --by contact_attribute:reason --where contact_attribute:plan=pro
  $ connect-lake metrics query occupancy --engine athena --database connect --by day --from 2025-07-01 --to 2025-07-08`,
    )
    .action(async (names: readonly string[], flags: Flags, own: Command) => {
      const { questionSql } = await import('../../sql/metrics/query.ts')
      const { behindNote } = await import('../behind.ts')
      const { writeMetrics, noData, strayFilters } = await import('../metric-result.ts')
      const config = settleConfig(own, {
        lake: flags.lake,
        memory_mb: flags.memoryMb,
        ...engineSettings(flags),
      })
      checkAt(config, flags.at)
      const lake = await lakeAsked(config)
      const state = await (flags.at === undefined ? lake?.log.head() : lake?.log.at(flags.at))
      const question = await askedQuestion(names, flags, state, () => zoneOf(lake, config))
      const sql = questionSql(question)
      if (flags.explain) {
        process.stdout.write(`${sql}\n`)
        return
      }
      await asking(await engineOf(config, lake, state), async engine => {
        const rows = await writeMetrics(await engine.stream(sql), question, flags.format)
        if (rows === 0) {
          const said = [noData(question, state), ...(await strayFilters(question, engine))]
          process.stderr.write(`${said.join('\n')}\n`)
        }
        const behind = state && behindNote(question, state)
        if (behind) process.stderr.write(`${behind}\n`)
      })
    })
}
