import { Command } from 'commander'
import { backfillCommand } from './commands/backfill.ts'
import { catalogCommand } from './commands/catalog.ts'
import { collectCommand } from './commands/collect.ts'
import { dashboardsCommand } from './commands/dashboards.ts'
import { deployCommand } from './commands/deploy.ts'
import { destroyCommand } from './commands/destroy.ts'
import { docsCommand } from './commands/docs.ts'
import { doctorCommand } from './commands/doctor.ts'
import { driftCommand } from './commands/drift.ts'
import { historyCommand } from './commands/history.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { metricsCommand } from './commands/metrics.ts'
import { quarantineCommand } from './commands/quarantine.ts'
import { queryCommand } from './commands/query.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { runCommand } from './commands/run.ts'
import { serveCommand } from './commands/serve.ts'
import { simulateCommand } from './commands/simulate.ts'
import { startCommand } from './commands/start.ts'
import { statusCommand } from './commands/status.ts'
import { viewsCommand } from './commands/views.ts'
import { whyCommand } from './commands/why.ts'
import { takeFlags } from './config.ts'
import { version } from './version.ts'

/** The order in which `--help` shows them: what one needs first, first. */
const commands: readonly (() => Command)[] = [
  startCommand,
  simulateCommand,
  runCommand,
  backfillCommand,
  importCommand,
  queryCommand,
  metricsCommand,
  whyCommand,
  serveCommand,
  dashboardsCommand,
  statusCommand,
  historyCommand,
  rollbackCommand,
  collectCommand,
  catalogCommand,
  quarantineCommand,
  driftCommand,
  viewsCommand,
  initCommand,
  doctorCommand,
  deployCommand,
  destroyCommand,
  docsCommand,
]

/** All flags of all commands take their errors to the same place and end with the same code. */
function settled(command: Command): Command {
  command.exitOverride().showHelpAfterError('(see --help)')
  for (const each of command.commands) settled(each)
  return command
}

/** The command line. Commands load what they need only when they are called. */
export function program(): Command {
  const root = new Command('connect-lake')
    .description(
      'The data lake for Amazon Connect: raw Firehose objects become deduplicated Parquet, SQL views and dashboards, on this machine or on AWS.',
    )
    .version(version(), '-v, --version', 'print the version')
    .option('--config <file>', 'configuration file (default: connect-lake.config.json, if there is one)')
    .option('--debug', 'print the cause of an error, too')
    .addHelpText(
      'after',
      `
Examples:
  $ connect-lake start                                 sample data, the job, the dashboard
  $ connect-lake run --raw ./raw --lake ./my-lake      your data
  $ connect-lake query --lake ./my-lake "SELECT queue_name, count(*) FROM contact GROUP BY 1"
  $ connect-lake serve --lake ./my-lake                its dashboard`,
    )
  root.hook('preAction', (_, command) => takeFlags(command))
  for (const command of commands) root.addCommand(command())
  return settled(root)
}
