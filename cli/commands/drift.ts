import { Command, Option } from 'commander'
import { asking } from '../ask.ts'
import { settleConfig } from '../config.ts'
import { lakeFlag } from '../flags.ts'
import { type Format, formats } from '../format.ts'
import { existingLake, openEngine } from '../lake.ts'

/** What agent time had to assume where events contradict each other or are missing; the sample is an event. */
const assumed = (table: string): string => `
SELECT
  '${table}' AS table_name, assumed AS path, 'assumed' AS problem, NULL AS json_type,
  count(*) AS records,
  min(start_timestamp) AS first_seen,
  NULL AS first_object,
  min_by(event_id, start_timestamp) AS sample
FROM ${table}
WHERE assumed IS NOT NULL
GROUP BY assumed`

const question = `
SELECT
  table_name, path, problem, json_type,
  sum(records) AS records,
  min(arrived_at) AS first_seen,
  min_by(first_object, arrived_at) AS first_object,
  min_by(sample, arrived_at) AS sample
FROM drift
GROUP BY table_name, path, problem, json_type
UNION ALL ${assumed('agent_status_interval')}
UNION ALL ${assumed('agent_contact_interval')}
ORDER BY table_name, records DESC, path`

export const driftCommand = (): Command =>
  new Command('drift')
    .description(
      'Where records differ from the schema: fields it does not know, values it could not read, agent events that contradict each other.',
    )
    .addOption(lakeFlag())
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
    .addHelpText(
      'after',
      `
Records with unknown fields are accepted. A value that could not be read is NULL in its row. In samples that can
be personal data letters are shown as x and digits as 9.
Where agent events contradict each other or are missing, agent time says what it assumed ("assumed"): the words are
explained at the column of that name in docs/data-dictionary.md; first seen is then when it happened, the sample an event.

Example:
  $ connect-lake drift --lake ./my-lake`,
    )
    .action(async (flags: { lake?: string; format: Format }, command: Command) => {
      const config = settleConfig(command, { lake: flags.lake })
      const lake = await existingLake(config)
      const { writeResult, stdout } = await import('../output.ts')
      await asking(await openEngine(lake, config), async engine =>
        writeResult(await engine.stream(question), flags.format, stdout),
      )
    })
