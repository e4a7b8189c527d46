import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import type { ContactAttribute } from '../../sql/contact-attribute.ts'
import { settleConfig } from '../config.ts'
import { wholeNumber } from '../flags.ts'
import { lakeAt } from '../lake.ts'
import { limitsOf } from '../limits.ts'
import { freePort } from '../port.ts'
import { rawAt } from '../raw.ts'

/** Until when of the last day its records are taken in, UTC: at night nobody would be at work to be seen. */
const NOW_HOUR = 14

/** What the flows of the simulated world note about contacts. */
const sampleAttributes: readonly ContactAttribute[] = [
  { name: 'reason', label: 'Reason', plural: 'reasons', personal: false },
  { name: 'plan', label: 'Plan', plural: 'plans', personal: false },
]

export const startCommand = (): Command =>
  new Command('start')
    .description('The demo: simulate a contact centre, run the job on what it delivers, show the dashboard.')
    .option('--dir <dir>', 'folder for sample data and lake', 'demo')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one (default: 4173)', wholeNumber(0, 65535))
    .option('--days <n>', 'days to simulate (default: 28)', wholeNumber(1, 3660))
    .option('--contacts-per-day <n>', 'contact records a day, about (default: 1000)', wholeNumber(1))
    .addHelpText(
      'after',
      `
The lake gets what arrived until ${NOW_HOUR}:00 UTC of the last day, so that the wallboard shows a day that goes on; the rest lies beside
it, to be taken in while the page is looked at. A second start simulates nothing: it takes in what is new in the folder, and
serves at once.

Example:
  $ connect-lake start --port 8080`,
    )
    .action(async (flags: StartFlags, command: Command) => {
      const dir = resolve(flags.dir)
      const [raw, later] = [join(dir, 'raw'), join(dir, 'later')]
      const settled = settleConfig(command, {
        lake: join(dir, 'lake'),
        raw,
        port: flags.port,
      })
      // The sample data are shown here, whatever shows the lake that is configured.
      const config = {
        ...{ ...settled, glue: undefined, athena: {} },
        contact_attributes:
          settled.contact_attributes.length > 0 ? settled.contact_attributes : sampleAttributes,
      }
      const { runWithProgress } = await import('../run/progress.ts')
      const { summary } = await import('../run/summary.ts')
      const port = await freePort(config.port, command.getOptionValueSource('port') === 'cli')
      // The answer book is written last: without it the sample data are not whole.
      const isNew = !existsSync(join(raw, 'truth.json'))
      if (isNew) await simulateInTwo(raw, later, flags)
      const lake = await lakeAt(join(dir, 'lake'), config)
      const report = await runWithProgress(lake, await rawAt(raw, config, lake.scratch), config, {
        audit: false,
        derive: true,
        limits: limitsOf(config),
      })
      process.stdout.write(`${summary(report)}\n`)
      if (isNew) process.stdout.write(`\n${restText(later, join(dir, 'lake'))}\n`)
      const { serveLake } = await import('../serve-lake.ts')
      await serveLake(lake, { ...config, port })
    })

/** Simulates into two folders: what arrived until now, and the rest of the last day. */
async function simulateInTwo(raw: string, later: string, flags: StartFlags): Promise<void> {
  const { simulateWithProgress } = await import('./simulate.ts')
  const { defaultOptions, folderSink, splitSink } = await import('../../simulator/index.ts')
  const hour = `${defaultOptions.end.replaceAll('-', '/')}/${NOW_HOUR}`
  await simulateWithProgress(splitSink(folderSink(raw), folderSink(later), hour), flags)
}

const shown = (path: string): string => {
  const near = relative('', path)
  return near.startsWith('..') ? path : near
}

/** How the day goes on. */
const restText = (later: string, lake: string): string =>
  `It is ${NOW_HOUR}:00 UTC there. The rest of the day comes, while the page is open, with
  connect-lake run --raw ${shown(later)} --lake ${shown(lake)}`

interface StartFlags {
  readonly dir: string
  readonly port?: number
  readonly days?: number
  readonly contactsPerDay?: number
}
