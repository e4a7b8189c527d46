import { Command } from 'commander'
import { jsonFlag } from '../flags.ts'
import { alignedTable } from '../table.ts'
import { metricsQueryCommand } from './metrics-query.ts'

const left = (name: string) => ({ name, align: 'left' as const })

const listCommand = (): Command =>
  new Command('list')
    .description('Every metric: its name, the name Connect has for it, its unit and what it means.')
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake metrics list')
    .action(async (flags: { json?: boolean }) => {
      const { subjects } = await import('../../sql/metrics/catalogue.ts')
      if (flags.json) {
        const all = subjects.flatMap(({ name: subject, view, metrics }) =>
          Object.entries(metrics).map(([name, spec]) => ({ name, subject, view: view.name, ...spec })),
        )
        process.stdout.write(`${JSON.stringify(all)}\n`)
        return
      }
      const sections = subjects.map(({ doc, metrics }) => {
        const rows = Object.entries(metrics).map(([name, spec]) => [
          name,
          spec.unit === 'percent' ? '%' : spec.unit,
          spec.connect ?? '',
          spec.doc,
        ])
        return `${doc}\n\n${alignedTable(['metric', 'unit', 'in Connect', 'meaning'].map(left), rows)}`
      })
      process.stdout.write(`${sections.join('\n\n')}\n\nAll about one: connect-lake metrics show NAME\n`)
    })

const showCommand = (): Command =>
  new Command('show')
    .description(
      'One metric: its definition, what it is made of, by what it can be split, and other readings.',
    )
    .argument('<name>', 'name of the metric, such as avg_handle_time or service_level:20')
    .addHelpText('after', '\nExample:\n  $ connect-lake metrics show service_level:20')
    .action(async (name: string) => {
      const { findMetric } = await import('../../sql/metrics/catalogue.ts')
      const { explained } = await import('../../sql/metrics/explain.ts')
      process.stdout.write(`${explained(findMetric(name))}\n`)
    })

export const metricsCommand = (): Command =>
  new Command('metrics')
    .description("Numbers by Connect's own definitions: list them, explain one, ask the lake for them.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand())
    .addCommand(metricsQueryCommand())
    .addHelpText(
      'after',
      `
Examples:
  $ connect-lake metrics list
  $ connect-lake metrics show service_level:20
  $ connect-lake metrics query contacts_handled,avg_handle_time --lake ./my-lake --by queue,day`,
    )
