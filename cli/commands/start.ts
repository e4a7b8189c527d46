import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { wholeNumber } from '../flags.ts'
import { lakeAt } from '../lake.ts'
import { limitsOf } from '../limits.ts'
import { freePort } from '../port.ts'
import { rawAt } from '../raw.ts'

export const startCommand = (): Command =>
  new Command('start')
    .description('The demo: simulate a contact centre, run the job on what it delivers, show the dashboard.')
    .option('--dir <dir>', 'folder for sample data and lake', 'demo')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one (default: 4173)', wholeNumber(0, 65535))
    .option('--days <n>', 'days to simulate (default: 14)', wholeNumber(1, 3660))
    .option('--contacts-per-day <n>', 'contact records a day, about (default: 2000)', wholeNumber(1))
    .addHelpText(
      'after',
      `
A second start simulates nothing: it takes in what is new in the folder, and serves at once.

Example:
  $ connect-lake start --port 8080`,
    )
    .action(async (flags: StartFlags, command: Command) => {
      const dir = resolve(flags.dir)
      const raw = join(dir, 'raw')
      const settled = settleConfig(command, {
        lake: join(dir, 'lake'),
        raw,
        port: flags.port,
      })
      // The sample data are shown here, whatever shows the lake that is configured.
      const config = { ...settled, glue: undefined, athena: {} }
      const { runWithProgress } = await import('../run/progress.ts')
      const { summary } = await import('../run/summary.ts')
      const port = await freePort(config.port, command.getOptionValueSource('port') === 'cli')
      // The answer book is written last: without it the sample data are not whole.
      if (!existsSync(join(raw, 'truth.json'))) {
        const { simulateWithProgress } = await import('./simulate.ts')
        await simulateWithProgress(raw, flags)
      }
      const lake = await lakeAt(join(dir, 'lake'), config)
      const report = await runWithProgress(lake, await rawAt(raw, config, lake.scratch), config, {
        audit: false,
        derive: true,
        limits: limitsOf(config),
      })
      process.stdout.write(`${summary(report)}\n`)
      const { serveLake } = await import('../serve-lake.ts')
      await serveLake(lake, { ...config, port })
    })

interface StartFlags {
  readonly dir: string
  readonly port?: number
  readonly days?: number
  readonly contactsPerDay?: number
}
