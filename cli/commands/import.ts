import { Command } from 'commander'
import type { ImportedDay } from '../../lake/managed/import.ts'
import { asking } from '../ask.ts'
import { settleConfig } from '../config.ts'
import { type DaysFlags, daysOf } from '../days.ts'
import { day, jsonFlag, rawFlag } from '../flags.ts'
import { required } from '../lake.ts'
import { type Imported, importDays, managedEngine } from '../managed-lake.ts'
import { checkApart } from '../raw.ts'
import { count } from '../terminal.ts'

interface ImportFlags extends DaysFlags {
  readonly raw?: string
  readonly json?: boolean
}

export const importCommand = (): Command =>
  new Command('import')
    .description(
      "Put contact records of Amazon Connect's managed analytics data lake on the raw side, for the next run to take in.",
    )
    .addOption(rawFlag())
    .option('--from <day>', 'first day of initiation, YYYY-MM-DD in UTC', day)
    .option('--to <day>', 'last day of initiation, included', day)
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
Athena is asked day by day, as athena in the configuration says, for the table in managed_lake. Each day becomes one object, managed_lake/contact_record-DAY.json.gz;
an object that is there already is replaced only when the table says something else. A contact that came through Firehose, too, is counted
once, and its record from Firehose stays. What the managed table lacks, and so these contacts lack, is in docs/architecture.md.

Examples:
  $ connect-lake import --raw ./raw --from 2024-01-01 --to 2024-03-31
  $ connect-lake import --raw s3://my-raw/records --from 2024-01-01 --to 2024-01-31 --json`,
    )
    .action(async (flags: ImportFlags, command: Command) => {
      const range = daysOf(flags)
      const config = settleConfig(command, { raw: flags.raw })
      const engine = await managedEngine(config)
      const path = required(config, 'raw')
      if (config.lake !== undefined) await checkApart(required(config, 'lake'), path)
      await asking(engine, async () => {
        const tell = (imported: ImportedDay): boolean => process.stdout.write(`${line(imported)}\n`)
        const imported = await importDays(engine, path, config, range, flags.json ? undefined : tell)
        const { days, columns } = imported
        if (flags.json) process.stdout.write(`${JSON.stringify({ days, lacking: columns.lacking })}\n`)
        else process.stdout.write(ending(imported, path))
      })
    })

function line({ day: at, rows, key, written }: ImportedDay): string {
  if (key === undefined) return `  ${at}  no contacts`
  return `  ${at}  ${count(rows)} ${rows === 1 ? 'row' : 'rows'}, ${written ? key : 'there already'}`
}

function ending({ columns, days }: Imported, path: string): string {
  const { lacking } = columns
  const lacks = lacking.length === 0 ? '' : `  the table lacks  ${lacking.join(', ')}\n`
  const next = days.some(({ written }) => written)
    ? `  next             connect-lake run --raw ${path}\n`
    : ''
  return lacks + next
}
