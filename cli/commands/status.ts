import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { jsonFlag, lakeFlag } from '../flags.ts'
import { existingLake, openEngine } from '../lake.ts'
import { alignedTable } from '../table.ts'
import { bytes, count, styled } from '../terminal.ts'

export const statusCommand = (): Command =>
  new Command('status')
    .description('What the lake holds, how fresh it is, and whether its counts add up.')
    .addOption(lakeFlag())
    .addOption(jsonFlag())
    .addHelpText('after', '\nExample:\n  $ connect-lake status --lake ./my-lake')
    .action(async (flags: { lake?: string; json?: boolean }, command: Command) => {
      const config = settleConfig(command, { lake: flags.lake })
      const lake = await existingLake(config)
      const state = await lake.log.head()
      const { rowsOf } = await import('../../lake/log/state.ts')
      const { tables } = await import('../../schema/tables.ts')
      const { sources } = await import('../../etl/sources.ts')
      const { staleCount } = await import('../../etl/job/derive.ts')

      const engine = await openEngine(lake, config, state)
      const sums = new Map<string, number>()
      let quarantined = 0
      let unbalanced = 0
      let lastArrival: string | null = null
      try {
        const books = await engine.query(
          `SELECT table_name, sum(accepted) - sum(replaced) AS rows FROM ledger WHERE table_name IS NOT NULL GROUP BY table_name`,
        )
        for (const row of books.toArray()) sums.set(String(row.table_name), Number(row.rows))
        const apart = await engine.query(
          'SELECT count(*) AS n FROM ledger WHERE read <> accepted + duplicate + superseded + quarantined',
        )
        unbalanced = Number(apart.toArray()[0]?.n ?? 0)
        const open = await engine.query(`SELECT count(*) AS n FROM quarantine WHERE status = 'quarantined'`)
        quarantined = Number(open.toArray()[0]?.n ?? 0)
        const arrival = await engine.query('SELECT max(arrived_at) AS at FROM ledger')
        const at: number | null | undefined = arrival.toArray()[0]?.at
        lastArrival = at ? new Date(at).toISOString() : null
      } finally {
        engine.close()
      }

      const held = Object.keys(tables).map(name => {
        const partitions = Object.values(state.partitions[name] ?? {}).filter(({ files }) => files.length > 0)
        const files = partitions.flatMap(partition => partition.files)
        return {
          table: name,
          rows: rowsOf(state, name),
          days: partitions.length,
          files: files.length,
          size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
        }
      })
      const wrong = [
        ...(unbalanced === 0 ? [] : [`${count(unbalanced)} entries of the ledger do not add up`]),
        ...sources.flatMap(({ table: { name } }) => {
          const rows = rowsOf(state, name)
          return rows === (sums.get(name) ?? 0)
            ? []
            : [`${name} has ${rows} rows, its ledger says ${sums.get(name) ?? 0}`]
        }),
      ]
      const stale = staleCount(state)
      const report = {
        lake: lake.path,
        commit: state.id || null,
        committed_at: state.at || null,
        last_arrival: lastArrival,
        quarantined,
        counts_add_up: wrong.length === 0,
        derived_stale: stale,
        tables: held,
      }
      if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`)
      else {
        const rows = held.map(each => [
          each.table,
          count(each.rows),
          count(each.days),
          count(each.files),
          bytes(each.size_bytes),
        ])
        const columns = ['table', 'rows', 'days', 'files', 'size'].map((name, i) => ({
          name,
          align: i === 0 ? ('left' as const) : ('right' as const),
        }))
        process.stdout.write(
          `${alignedTable(columns, rows)}\n\n` +
            `  last arrival  ${lastArrival ?? '–'}\n` +
            `  last commit   ${state.id ? `${state.id} at ${state.at}` : '–'}\n` +
            `  quarantine    ${quarantined === 0 ? 'empty' : `${count(quarantined)} entries: connect-lake quarantine list`}\n` +
            `  derived       ${stale === 0 ? 'as the records say' : styled('yellow', `${count(stale)} partitions behind: connect-lake run`)}\n` +
            `  counts        ${wrong.length === 0 ? styled('green', 'add up, for every object and every table') : styled('red', wrong.join('; '))}\n`,
        )
      }
      if (wrong.length > 0) process.exitCode = 1
    })
