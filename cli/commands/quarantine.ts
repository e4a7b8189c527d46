import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { type Reason, reasons } from '../../etl/decode/reason.ts'
import { LakeError } from '../../schema/error.ts'
import { asking } from '../ask.ts'
import { type Config, settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag, wholeNumber } from '../flags.ts'
import { type Format, formats } from '../format.ts'
import { existingLake, jobPorts, openEngine } from '../lake.ts'
import { limitsOf } from '../limits.ts'
import { rawSides } from '../raw.ts'
import { shown } from '../table.ts'
import { styled } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

const configOf = (
  command: Command,
  flags: { lake?: string; glue?: string; recordLimitBytes?: number },
): Config =>
  settleConfig(command, {
    lake: flags.lake,
    glue: flags.glue,
    record_limit_bytes: flags.recordLimitBytes,
  })

const listCommand = (): Command =>
  new Command('list')
    .description('The entries of the quarantine, oldest first.')
    .addOption(lakeFlag())
    .addOption(new Option('--reason <reason>', 'only those of this reason').choices(Object.keys(reasons)))
    .option('--all', 'also those that were replayed')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'))
    .addHelpText('after', '\nExample:\n  $ connect-lake quarantine list --lake ./my-lake --reason not_json')
    .action(
      async (flags: { lake?: string; reason?: string; all?: boolean; format: Format }, command: Command) => {
        const config = configOf(command, flags)
        const lake = await existingLake(config)
        const { sqlText } = await import('../../sql/literal.ts')
        const { writeResult, stdout } = await import('../output.ts')
        const conditions = [
          flags.all ? 'true' : `status = 'quarantined'`,
          flags.reason === undefined ? 'true' : `reason = ${sqlText(flags.reason)}`,
        ]
        const entries = `
          SELECT quarantine_id, status, reason, table_name, object_key, byte_offset, byte_length, arrived_at, detail
          FROM quarantine WHERE ${conditions.join(' AND ')} ORDER BY arrived_at, object_key, byte_offset`
        await asking(await openEngine(lake, config), async engine =>
          writeResult(await engine.stream(entries), flags.format, stdout),
        )
      },
    )

const showCommand = (): Command =>
  new Command('show')
    .description('One entry, whole: where it was, why it is here, and its text.')
    .argument('<id>', 'the id that quarantine list shows')
    .addOption(lakeFlag())
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake quarantine show 34990b1d2a7dd3ca --lake ./my-lake')
    .action(async (id: string, flags: { lake?: string; json?: boolean }, command: Command) => {
      const config = configOf(command, flags)
      const lake = await existingLake(config)
      const { sqlText } = await import('../../sql/literal.ts')
      await asking(await openEngine(lake, config), async engine => {
        const found = await engine.query(`SELECT * FROM quarantine WHERE quarantine_id = ${sqlText(id)}`)
        const row = found.toArray()[0]
        if (!row) {
          throw new LakeError({
            what: 'there is no such entry in the quarantine',
            value: id,
            allowed: 'an id that connect-lake quarantine list shows',
            remedy: 'list them, also the replayed ones, with: connect-lake quarantine list --all',
          })
        }
        const entry: Record<string, unknown> = {}
        for (const { name } of found.schema.fields) {
          const value: unknown = row[name]
          entry[name] = typeof value === 'bigint' ? Number(value) : value
        }
        for (const name of ['arrived_at', 'updated_at'])
          entry[name] = new Date(Number(entry[name])).toISOString()
        if (flags.json) {
          process.stdout.write(`${JSON.stringify(entry)}\n`)
          return
        }
        const { record_text, ...facts } = entry
        for (const [name, value] of Object.entries(facts)) {
          process.stdout.write(`${styled('dim', name.padEnd(15))} ${value ?? '–'}\n`)
        }
        const meaning = reasons[entry.reason as Reason] ?? ''
        // Bytes of anyone's making must not command the terminal; a file gets them as they are.
        const text = process.stdout.isTTY ? shown(String(record_text)) : record_text
        process.stdout.write(`${styled('dim', 'meaning'.padEnd(15))} ${meaning}\n\n${text}\n`)
      })
    })

const replayCommand = (): Command =>
  new Command('replay')
    .description('Read entries again: after an update, with another limit, or with a mended text.')
    .argument('[ids...]', 'the ids that quarantine list shows')
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .option('--all', 'all entries')
    .option('--with <file>', 'the mended text of a single entry; - reads standard input')
    .option('--record-limit-bytes <n>', 'read records up to this size', wholeNumber(1024))
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
Examples:
  $ connect-lake quarantine replay --all --lake ./my-lake
  $ connect-lake quarantine show 34990b1d2a7dd3ca --lake ./my-lake --json | jq -r .record_text > mended.json
  $ connect-lake quarantine replay 34990b1d2a7dd3ca --with mended.json --lake ./my-lake`,
    )
    .action(async (ids: string[], flags: ReplayFlags, command: Command) => {
      if ((ids.length === 0) === (flags.all !== true) || (flags.with !== undefined && ids.length !== 1)) {
        throw new WrongUse({
          what: 'which entries to replay is not clear',
          allowed: 'ids, or --all; with --with a single id',
          remedy: 'see the ids with: connect-lake quarantine list',
        })
      }
      const config = configOf(command, flags)
      const lake = await existingLake(config)
      const { replay } = await import('../../etl/job/replay.ts')
      const ports = { ...(await jobPorts(lake, config)), raw: rawSides(config) }
      const mended = flags.with === undefined ? undefined : readFileSync(flags.with === '-' ? 0 : flags.with)
      const limits = limitsOf(config)
      const report = await replay(flags.all ? 'all' : ids, mended, ports, limits)
      const still = report.entries.filter(entry => entry.still !== null)
      if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`)
      else {
        for (const entry of report.entries) {
          const mark = entry.still === null ? styled('green', '✓') : styled('yellow', '·')
          process.stdout.write(`${mark} ${entry.quarantine_id}  ${entry.still ?? 'is in the lake now'}\n`)
        }
        process.stdout.write(`${report.entries.length - still.length} replayed, ${still.length} stay.\n`)
      }
      if (still.length > 0) process.exitCode = 1
    })

interface ReplayFlags {
  readonly lake?: string
  readonly glue?: string
  readonly all?: boolean
  readonly with?: string
  readonly recordLimitBytes?: number
  readonly json?: boolean
}

export const quarantineCommand = (): Command =>
  new Command('quarantine')
    .description('Records that could not become rows: list, show, replay.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(replayCommand())
    .addHelpText('after', '\nExample:\n  $ connect-lake quarantine list --lake ./my-lake')
