import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { lakeFlag, memoryFlag, wholeNumber } from '../flags.ts'
import { existingLake } from '../lake.ts'

export const serveCommand = (): Command =>
  new Command('serve')
    .description('Show the dashboards of a lake on a page of this machine.')
    .addOption(lakeFlag())
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one (default: 4173)', wholeNumber(0, 65535))
    .addOption(memoryFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake serve --lake ./my-lake --port 8080')
    .action(async (flags: { lake?: string; port?: number; memoryMb?: number }, command: Command) => {
      const { serveLake } = await import('../serve-lake.ts')
      const config = settleConfig(command, {
        lake: flags.lake,
        port: flags.port,
        memory_mb: flags.memoryMb,
      })
      await serveLake(await existingLake(config), config)
    })
