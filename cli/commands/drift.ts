import { Command, Option } from 'commander'
import { settleConfig } from '../config.ts'
import { lakeFlag } from '../flags.ts'
import { type Format, formats } from '../format.ts'
import { existingLake, openEngine } from '../lake.ts'

const question = `
SELECT
  table_name, path, problem, json_type,
  sum(records) AS records,
  min(arrived_at) AS first_seen,
  min_by(first_object, arrived_at) AS first_object,
  min_by(sample, arrived_at) AS sample
FROM drift
GROUP BY table_name, path, problem, json_type
ORDER BY table_name, records DESC, path`

export const driftCommand = (): Command =>
  new Command('drift')
    .description('Where records differ from the schema: fields it does not know, values it could not read.')
    .addOption(lakeFlag())
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
    .addHelpText(
      'after',
      `
Records with unknown fields are accepted. A value that could not be read is NULL in its row. In samples that can
be personal data letters are shown as x and digits as 9.

Example:
  $ connect-lake drift --lake ./my-lake`,
    )
    .action(async (flags: { lake?: string; format: Format }, command: Command) => {
      const config = settleConfig(command, { lake: flags.lake })
      const lake = await existingLake(config)
      const { writeResult, stdout } = await import('../output.ts')
      const engine = await openEngine(lake, config)
      try {
        await writeResult(await engine.stream(question), flags.format, stdout)
      } finally {
        engine.close()
      }
    })
