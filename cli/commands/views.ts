import { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import { settleConfig } from '../config.ts'
import { jsonFlag } from '../flags.ts'
import { alignedTable } from '../table.ts'
import {
  viewsApplyCommand,
  viewsDropCommand,
  viewsPlanCommand,
  viewsRollbackCommand,
} from './views-deploy.ts'
import { viewsDiffCommand, viewsStatusCommand } from './views-status.ts'

const left = (name: string) => ({ name, align: 'left' as const })

const listCommand = (): Command =>
  new Command('list')
    .description('The views of this version of connect-lake.')
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake views list')
    .action(async (flags: { json?: boolean }) => {
      const { views } = await import('../../sql/views.ts')
      const all = Object.values(views)
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(all)}\n`)
        return
      }
      const rows = all.map(view => [view.name, `v${view.version}`, view.grain.join(', '), view.doc])
      process.stdout.write(`${alignedTable(['view', 'version', 'a row is one', 'what'].map(left), rows)}\n`)
    })

const showCommand = (): Command =>
  new Command('show')
    .description('One view: its columns and its SQL.')
    .argument('<name>', 'name of the view')
    .addHelpText('after', '\nExample:\n  $ connect-lake views show contact')
    .action(async (name: string, _flags: object, command: Command) => {
      const { businessTime } = await import('../../sql/business-time.ts')
      const { views } = await import('../../sql/views.ts')
      const { viewSql } = await import('../../sql/files.ts')
      const view = Object.values(views).find(each => each.name === name)
      if (!view) {
        throw new LakeError({
          what: 'there is no such view',
          value: name,
          allowed: Object.keys(views).join(', '),
          remedy: 'choose one of those',
        })
      }
      const time = businessTime(settleConfig(command, {}))
      const rows = Object.entries(view.columns).map(([column, { type, doc }]) => [column, type, doc])
      process.stdout.write(
        `${view.doc}\n\n${alignedTable(['column', 'type', 'what'].map(left), rows)}\n\n${viewSql(view, time)}\n`,
      )
    })

export const viewsCommand = (): Command =>
  new Command('views')
    .description(
      'The SQL views that analysts and dashboards rely on: what they are, and where they are deployed.',
    )
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(viewsPlanCommand())
    .addCommand(viewsApplyCommand())
    .addCommand(viewsStatusCommand())
    .addCommand(viewsDiffCommand())
    .addCommand(viewsRollbackCommand())
    .addCommand(viewsDropCommand())
    .addHelpText('after', '\nExample:\n  $ connect-lake views list')
