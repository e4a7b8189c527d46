import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { lakeFlag, memoryFlag } from '../flags.ts'
import { existingLake, openEngine } from '../lake.ts'
import { count, styled } from '../terminal.ts'
import { type Written, writeFolder } from '../written-folder.ts'
import { WrongUse } from '../wrong-use.ts'

interface Flags {
  readonly lake?: string
  readonly html?: string
  readonly quicksight?: string
  readonly set: string
  readonly memoryMb?: number
}

const deployedFiles: Written = {
  earlier: 'an earlier export',
  isEarlier: entries => entries.every(name => /^[A-Z][A-Za-z]+\.[\w.@+-]+\.json$/.test(name)),
  flag: '--quicksight',
}

/** Writes what is deployed in QuickSight. */
async function exportDeployed(to: string, command: Command): Promise<void> {
  const { openQuickSight } = await import('../quicksight/command.ts')
  const { deployedOf } = await import('../../dashboards/deploy/deployed.ts')
  const { exportedFiles } = await import('../../dashboards/deploy/export.ts')
  const { api, wanted } = await openQuickSight({}, command)
  const files = exportedFiles(wanted, await deployedOf(api, wanted))
  await writeFolder(to, deployedFiles, async folder => {
    for (const { name, text } of files) await writeFile(join(folder, name), text)
  })
  process.stdout.write(`${styled('green', '✓')} ${count(files.length)} assets in ${to}\n`)
}

/** Writes the dashboards as a report: one folder that needs no server. */
export const exportCommand = (): Command =>
  new Command('export')
    .description(
      'Write the dashboards as a report: one folder with all that they show, to be opened without a server. Personal data is left out: agents are Agent 1, Agent 2 …',
    )
    .addOption(lakeFlag())
    .option('--html <dir>', 'folder to be written; an earlier report there is replaced')
    .option(
      '--quicksight <dir>',
      'write what is deployed in QuickSight instead, one file for each asset, in the form of the request that would make it',
    )
    .option(
      '--set <settings>',
      'what is chosen, as in the address of the page, such as "dates=last_7_days&queue=Sales"',
      '',
    )
    .addOption(memoryFlag())
    .addHelpText(
      'after',
      '\nExample:\n  $ connect-lake dashboards export --lake ./my-lake --html ./report --set "dates=last_week"\n  $ connect-lake dashboards export --quicksight ./deployed',
    )
    .action(async (flags: Flags, own: Command) => {
      if (flags.quicksight !== undefined) return exportDeployed(flags.quicksight, own)
      const { html } = flags
      // Not a required option: the configuration file may say it, which is read after commander has checked.
      if (html === undefined)
        throw new WrongUse({
          what: 'no folder was named for the report',
          allowed: 'a folder that does not exist yet, or an earlier report',
          remedy: 'name one: --html DIR',
        })
      const { dashboardsWith } = await import('../../dashboards/dashboards.ts')
      const { reportOf } = await import('../server/report.ts')
      const { openSession } = await import('../server/session.ts')
      const { writeReport } = await import('../report-folder.ts')
      const config = settleConfig(own, { lake: flags.lake, memory_mb: flags.memoryMb })
      const lake = await existingLake(config)
      const session = openSession({
        head: () => lake.log.head(),
        open: state => openEngine(lake, config, state),
      })
      const { view, release } = await session.hold()
      try {
        const { themes } = config
        const dashboards = dashboardsWith(config.contact_attributes)
        const address = new URLSearchParams(flags.set)
        const tell = (error: unknown): never => {
          throw error
        }
        const report = await reportOf({ dashboards, session, themes, address, report: tell }, view)
        await writeReport(html, report)
        const sheets = Object.keys(report.sheets).length
        process.stdout.write(
          `${styled('green', '✓')} ${count(sheets)} ${sheets === 1 ? 'sheet' : 'sheets'} in ${html}; open ${html}/index.html\n`,
        )
      } finally {
        release()
        session.close()
        lake.close()
      }
    })
