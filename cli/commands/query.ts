import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { asking } from '../ask.ts'
import { settleConfig } from '../config.ts'
import { checkAt, type EngineFlags, engineFlags, engineOf, engineSettings } from '../engine.ts'
import { lakeFlag, memoryFlag } from '../flags.ts'
import { type Format, formats } from '../format.ts'
import { existingLake } from '../lake.ts'
import { WrongUse } from '../wrong-use.ts'

export const queryCommand = (): Command => {
  const command = new Command('query')
    .description('Ask the lake a question in SQL: one statement that reads.')
    .argument('[sql]', 'the statement; - or nothing reads it from standard input')
    .addOption(lakeFlag())
  for (const flag of engineFlags()) command.addOption(flag)
  return command
    .option('--at <commit>', 'as the lake was after this commit: its number or its id')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
    .addOption(memoryFlag())
    .addHelpText(
      'after',
      `
Tables and views: SHOW TABLES; the columns of one: DESCRIBE contact. All are in docs/.
CSV is for programs: values stand in it as they are. A spreadsheet takes text that begins with = + - or @ for a formula, and
attributes are text of customers: import such columns as text, or take the CSV of the page, which shows them as text.

Examples:
  $ connect-lake query --lake ./my-lake "SELECT contact_date, count(*) FROM contact GROUP BY 1 ORDER BY 1"
  $ connect-lake query --lake ./my-lake --format csv "SELECT * FROM queue_interval" > queue_interval.csv
  $ connect-lake query --lake ./my-lake --at 3 "SELECT count(*) FROM contact_record"
  $ connect-lake query --lake ./my-lake < question.sql
  $ connect-lake query --engine athena --database connect "SELECT count(*) FROM contact"`,
    )
    .action(async (sql: string | undefined, flags: QueryFlags, command: Command) => {
      const { writeResult, stdout } = await import('../output.ts')
      const config = settleConfig(command, {
        lake: flags.lake,
        memory_mb: flags.memoryMb,
        ...engineSettings(flags),
      })
      checkAt(config, flags.at)
      // Athena and Trino have tables of their own.
      const lake = config.engine === 'local' ? await existingLake(config) : undefined
      const state = flags.at === undefined ? undefined : await lake?.log.at(flags.at)
      const text = statement(sql)
      await asking(await engineOf(config, lake, state), async engine =>
        writeResult(await engine.stream(text), flags.format, stdout),
      )
    })
}

function statement(sql: string | undefined): string {
  const text = sql === undefined || sql === '-' ? readFileSync(0, 'utf8') : sql
  if (text.trim() !== '') return text
  throw new WrongUse({
    what: 'no statement was given',
    allowed: 'one statement that reads, as an argument or from standard input',
    remedy: 'see examples with: connect-lake query --help',
  })
}

interface QueryFlags extends EngineFlags {
  readonly lake?: string
  readonly at?: string
  readonly format: Format
  readonly memoryMb?: number
}
