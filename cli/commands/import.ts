import { Command } from 'commander'
import { type FoundColumns, findColumns, type ImportedDay, importDay } from '../../lake/managed/import.ts'
import { addDays } from '../../schema/instant.ts'
import { asking } from '../ask.ts'
import { type Config, settleConfig } from '../config.ts'
import { type DaysFlags, daysOf } from '../days.ts'
import { athenaPlace } from '../engine-place.ts'
import { day, jsonFlag, rawFlag } from '../flags.ts'
import { required } from '../lake.ts'
import { checkApart, rawPlace } from '../raw.ts'
import { count } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

interface ImportFlags extends DaysFlags {
  readonly raw?: string
  readonly json?: boolean
}

/** The table of the managed lake, as it is configured. Throws a `WrongUse`. */
function managedTable({ managed_lake }: Config) {
  if (managed_lake) return { database: managed_lake.database, table: managed_lake.table ?? 'contact_record' }
  throw new WrongUse({
    what: 'it was not said where the managed analytics data lake is',
    allowed: 'a database of the catalog that Athena asks, with the table contact_record',
    remedy: 'name it as "managed_lake": { "database": "NAME" } in connect-lake.config.json',
  })
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
      const { from, to } = daysOf(flags)
      const config = settleConfig(command, { raw: flags.raw })
      const table = managedTable(config)
      const path = required(config, 'raw')
      if (config.lake !== undefined) await checkApart(required(config, 'lake'), path)
      const place = athenaPlace({ ...config, athena: { ...config.athena, database: table.database } })
      const { athenaEngine } = await import('../../lake/engine/athena.ts')
      await asking(athenaEngine(place), async engine => {
        const columns = await findColumns(engine, table)
        const raw = await rawPlace(path, config)
        try {
          const days: ImportedDay[] = []
          for (let each = from; each <= to; each = addDays(each, 1)) {
            const imported = await importDay(engine, raw.storage, table, columns, each)
            days.push(imported)
            if (!flags.json) process.stdout.write(`${line(imported)}\n`)
          }
          if (flags.json) process.stdout.write(`${JSON.stringify({ days, lacking: columns.lacking })}\n`)
          else process.stdout.write(ending(columns, days, path))
        } finally {
          raw.close()
        }
      })
    })

function line({ day: at, rows, key, written }: ImportedDay): string {
  if (key === undefined) return `  ${at}  no contacts`
  return `  ${at}  ${count(rows)} ${rows === 1 ? 'row' : 'rows'}, ${written ? key : 'there already'}`
}

function ending({ lacking }: FoundColumns, days: readonly ImportedDay[], path: string): string {
  const lacks = lacking.length === 0 ? '' : `  the table lacks  ${lacking.join(', ')}\n`
  const next = days.some(({ written }) => written)
    ? `  next             connect-lake run --raw ${path}\n`
    : ''
  return lacks + next
}
