import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag } from '../flags.ts'
import { checkGlueNamed } from '../glue.ts'
import { catalogsOf, existingLake } from '../lake.ts'
import { unique } from '../scratch.ts'

export const rollbackCommand = (): Command =>
  new Command('rollback')
    .description(
      'Return the lake to what it held after a commit. Itself a commit, and can be undone like one.',
    )
    .argument('<commit>', 'number or id, as connect-lake history shows them')
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
What later commits had consumed counts as new again: the next run reads it.

Example:
  $ connect-lake rollback 12 --lake ./my-lake`,
    )
    .action(
      async (
        reference: string,
        flags: { lake?: string; glue?: string; json?: boolean },
        command: Command,
      ) => {
        const config = settleConfig(command, { lake: flags.lake, glue: flags.glue })
        const lake = await existingLake(config)
        await checkGlueNamed(lake, config)
        const catalogs = await catalogsOf(lake, config)
        const { rollback } = await import('../../lake/log/rollback.ts')
        const { syncCatalogs } = await import('../../etl/job/catalog.ts')
        const commit = await rollback(lake.log, reference, { now: Date.now, unique })
        await syncCatalogs(catalogs, lake.log, await lake.log.head())
        process.stdout.write(
          flags.json
            ? `${JSON.stringify({ commit: commit.id })}\n`
            : `Commit ${commit.seq}: ${commit.message}.\n`,
        )
      },
    )
