import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { type EngineFlags, engineFlags, engineSettings, lakeAsked } from '../engine.ts'
import { lakeFlag, memoryFlag, wholeNumber } from '../flags.ts'

interface Flags extends EngineFlags {
  readonly lake?: string
  readonly port?: number
  readonly memoryMb?: number
}

export const serveCommand = (): Command => {
  const command = new Command('serve')
    .description('Show the dashboards of a lake on a page of this machine.')
    .addOption(lakeFlag())
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one (default: 4173)', wholeNumber(0, 65535))
    .addOption(memoryFlag())
  for (const flag of engineFlags()) command.addOption(flag)
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  $ connect-lake serve --lake ./my-lake --port 8080\n  $ connect-lake serve --engine athena --database my_lake',
    )
    .action(async (flags: Flags, own: Command) => {
      const { serveLake } = await import('../serve-lake.ts')
      const config = settleConfig(own, {
        lake: flags.lake,
        port: flags.port,
        memory_mb: flags.memoryMb,
        ...engineSettings(flags),
      })
      await serveLake(await lakeAsked(config), config)
    })
}
