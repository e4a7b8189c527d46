import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { jsonFlag, lakeFlag, wholeNumber } from '../flags.ts'
import { existingLake } from '../lake.ts'
import { alignedTable } from '../table.ts'
import { count } from '../terminal.ts'

export const historyCommand = (): Command =>
  new Command('history')
    .description('The commits of the lake, newest first.')
    .addOption(lakeFlag())
    .option('--limit <n>', 'how many (default: 20)', wholeNumber(1))
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake history --lake ./my-lake --limit 5')
    .action(async (flags: { lake?: string; limit?: number; json?: boolean }, command: Command) => {
      const lake = await existingLake(settleConfig(command, { lake: flags.lake }))
      const { oldest_readable } = await lake.log.head()
      const commits = await lake.log.history(flags.limit ?? 20)
      if (flags.json) {
        const shown = commits.map(({ seq, id, at, kind, message, counts }) => {
          return { seq, id, at, kind, message, counts, readable: seq >= oldest_readable }
        })
        process.stdout.write(`${JSON.stringify(shown)}\n`)
        return
      }
      if (commits.length === 0) {
        process.stdout.write('No commits yet.\n')
        return
      }
      const rows = commits.map(({ seq, id, at, kind, message, counts }) => [
        count(seq),
        id,
        at.slice(0, 19).replace('T', ' '),
        kind,
        count(counts.accepted),
        count(counts.replaced),
        count(counts.quarantined),
        seq >= oldest_readable ? message : `${message} (files collected)`,
      ])
      const right = ['#', 'accepted', 'replaced', 'quarantined']
      const columns = ['#', 'commit', 'at (UTC)', 'kind', 'accepted', 'replaced', 'quarantined', 'what'].map(
        name => ({
          name,
          align: right.includes(name) ? ('right' as const) : ('left' as const),
        }),
      )
      process.stdout.write(`${alignedTable(columns, rows)}\n`)
    })
