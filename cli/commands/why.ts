import { Command } from 'commander'
import { asking } from '../ask.ts'
import { settleConfig } from '../config.ts'
import { type EngineFlags, engineFlags, engineOf, engineSettings, lakeAsked } from '../engine.ts'
import { jsonFlag, lakeFlag, memoryFlag, wholeNumber } from '../flags.ts'
import { type Asked, askedQuestion, groupingFlags, inGroup } from '../question.ts'
import { rawSides } from '../raw.ts'
import { zoneOf } from '../views/configured.ts'

interface Flags extends Asked, EngineFlags {
  readonly lake?: string
  readonly value: readonly string[]
  readonly limit: number
  readonly json?: boolean
  readonly memoryMb?: number
}

export const whyCommand = (): Command => {
  const command = new Command('why')
    .description(
      'Why one number is what it is: its definition, its sums, what was left out, the contacts behind it, the raw objects they came from, and whether the data is complete.',
    )
    .argument('<name>', 'name of a metric')
    .addOption(lakeFlag())
  for (const flag of [...groupingFlags(), ...engineFlags()]) command.addOption(flag)
  return command
    .option(
      '--value <value>',
      'the group: a value for each grouping of --by, in their order, joined by commas or one --value for each; nothing is no value',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--limit <n>', 'how many of the rows behind it to follow', wholeNumber(1, 1000), 10)
    .addOption(jsonFlag())
    .addOption(memoryFlag())
    .addHelpText(
      'after',
      `
Examples:
  $ connect-lake why abandonment_rate --lake ./my-lake --by queue,day --value Sales,2025-07-02
  $ connect-lake why service_level:20 --lake ./my-lake --by queue --value Sales --from 2025-07-01 --to 2025-07-08
  $ connect-lake why avg_handle_time --lake ./my-lake --by agent --value adalovelace --json`,
    )
    .action(async (name: string, flags: Flags, own: Command) => {
      const { whyText } = await import('../why/print.ts')
      const { why } = await import('../why/answer.ts')
      const { locator } = await import('../why/locate.ts')
      const { behindNote } = await import('../behind.ts')
      const { noData } = await import('../metric-result.ts')
      const config = settleConfig(own, {
        lake: flags.lake,
        memory_mb: flags.memoryMb,
        ...engineSettings(flags),
      })
      const lake = await lakeAsked(config)
      const state = await lake?.log.head()
      const question = await inGroup(
        await askedQuestion([name], flags, state, () => zoneOf(lake, config)),
        flags.value,
      )
      const [found] = question.metrics
      if (!found) return
      const behind = state && behindNote(question, state)
      await asking(await engineOf(config, lake, state), async engine => {
        const locate = await locator(engine, config, rawSides(config))
        const answer = await why(engine, found, question, flags.limit, locate)
        if (behind) process.stderr.write(`${behind}\n`)
        if (!answer) {
          process.stderr.write(`${noData(question, state)}\n`)
          if (flags.json) process.stdout.write('null\n')
          return
        }
        const { metric, subject } = found
        const { period, filters, cells = [], by } = question
        const json = {
          metric: metric.name,
          unit: metric.unit,
          definition: metric.doc,
          connect: metric.connect,
          view: subject.view.name,
          by,
          group: Object.fromEntries(cells.map(cell => [cell.grouping, cell.value])),
          filters,
          from: period.from,
          to: period.to,
          time_zone: period.zone,
          ...answer,
        }
        process.stdout.write(
          flags.json ? `${JSON.stringify(json)}\n` : `${whyText(found, question, answer)}\n`,
        )
      })
    })
}
