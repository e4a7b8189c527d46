import { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import { settleConfig } from '../config.ts'
import { jsonFlag, lakeFlag } from '../flags.ts'
import { deployViews, existingLake } from '../lake.ts'
import { alignedTable } from '../table.ts'

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

const applyCommand = (): Command =>
  new Command('apply')
    .description('Bring the views of a lake to those of this version. A run does so, too.')
    .addOption(lakeFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake views apply --lake ./my-lake')
    .action(async (flags: { lake?: string }, command: Command) => {
      const config = settleConfig(command, { lake: flags.lake })
      const lake = await existingLake(config)
      const rows = (await deployViews(lake.catalog, config)).map(({ action, view, reason }) => [
        view.name,
        action,
        reason,
      ])
      process.stdout.write(`${alignedTable(['view', 'done', 'why'].map(left), rows)}\n`)
    })

export const viewsCommand = (): Command =>
  new Command('views')
    .description('The SQL views that analysts and dashboards rely on: list, show, apply.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(applyCommand())
    .addHelpText('after', '\nExample:\n  $ connect-lake views list')
