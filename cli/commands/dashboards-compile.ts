import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { RequestFile } from '../../dashboards/quicksight/files.ts'
import { type Config, settleConfig } from '../config.ts'
import { type QuickSightFlags, quickSightFlags, settleQuickSight } from '../quicksight/settings.ts'
import { count, styled } from '../terminal.ts'
import { version } from '../version.ts'
import { configuredIn } from '../views/configured.ts'
import { type Written, writeFolder } from '../written-folder.ts'
import { WrongUse } from '../wrong-use.ts'

const targets = ['quicksight', 'page'] as const

interface Flags extends QuickSightFlags {
  readonly target?: (typeof targets)[number]
  readonly out?: string
}

const written: Written = {
  earlier: 'what an earlier compile wrote',
  isEarlier: entries => entries.every(name => /^[A-Z][A-Za-z]+\.[\w.@+-]+\.json$/.test(name)),
  flag: '--out',
}

async function quickSightFiles(config: Config, flags: Flags): Promise<readonly RequestFile[]> {
  const { filesOf } = await import('../../dashboards/quicksight/files.ts')
  const { wantedRequests } = await import('../quicksight/wanted.ts')
  return filesOf(wantedRequests(config, settleQuickSight(config, flags), configuredIn([], config), version()))
}

/** What the page is told about each dashboard. */
async function pageFiles({ contact_attributes }: Config): Promise<readonly RequestFile[]> {
  const { dashboardsWith } = await import('../../dashboards/dashboards.ts')
  const { pageDashboard } = await import('../../dashboards/local/compile.ts')
  return dashboardsWith(contact_attributes).map(dashboard => ({
    name: `Dashboard.${dashboard.id}.json`,
    text: `${JSON.stringify(pageDashboard(dashboard), undefined, 2)}\n`,
  }))
}

/** Writes what dashboards are compiled to; asks nobody. */
export function compileCommand(): Command {
  const command = new Command('compile')
    .description(
      'Write what the dashboards are compiled to: every request to QuickSight, or the model of the page.',
    )
    .addOption(new Option('--target <target>', 'what they are compiled for').choices(targets))
    .option('--out <dir>', 'folder to be written; what an earlier compile wrote there is replaced')
  for (const flag of quickSightFlags()) command.addOption(flag)
  return command
    .addHelpText(
      'after',
      `
Asks nobody: no account is needed, and nothing is deployed. For QuickSight a file is the input of one request, named
<operation>.<id>.json, as the AWS command line takes it with --cli-input-json. All are checked against the model of the
service and against what it refuses only later; when anything is wrong, nothing is written.
Flags win over the section quicksight of the configuration. Who sees which rows is what the configuration says (access): rules
that only a lake has are not looked for, and without rules the data sets are open to everybody whom they are shared with. Days
begin by the clocks of time_zone, and without it at midnight UTC.

Examples:
  $ connect-lake dashboards compile --target quicksight --out ./requests --groups "leads=owner,staff=viewer"
  $ connect-lake dashboards compile --target page --out ./page-model`,
    )
    .action(async (flags: Flags, own: Command) => {
      const { target, out } = flags
      // Not required options: the configuration file may say them, which is read after commander has checked.
      if (target === undefined || out === undefined)
        throw new WrongUse({
          what: 'what is compiled, and where to, was not said',
          allowed: `--target ${targets.join(' or ')}, and --out DIR`,
          remedy: 'give both: --target quicksight --out DIR',
        })
      const config = settleConfig(own, {})
      const files = await (target === 'page' ? pageFiles(config) : quickSightFiles(config, flags))
      await writeFolder(out, written, async folder => {
        for (const { name, text } of files) await writeFile(join(folder, name), text)
      })
      process.stdout.write(`${styled('green', '✓')} ${count(files.length)} files in ${out}\n`)
    })
}
