import type { Command } from 'commander'
import type { ViewStep } from '../../sql/deploy.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'
import { openPlace, type PlaceFlags, placedCommand } from '../views/command.ts'
import { breaksText, deployed, plannedViews, refusalOf } from '../views/deploy.ts'
import { WrongUse } from '../wrong-use.ts'

interface Flags extends PlaceFlags {
  readonly sql?: boolean
  readonly breaking?: boolean
  readonly replace?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

const WHERE = `
Where views are deployed is for --engine to say: in the lake for the engine of this machine, in Glue for Athena, in a schema
of Trino.`

/** A step as data. */
const data = ({ view, action, reason, breaks, refusal }: ViewStep) => ({
  ...{ view: view.name, action, reason },
  ...(view.alias_of !== undefined && { alias_of: view.alias_of }),
  ...(breaks && { breaks }),
  ...(refusal && { refused: refusal.what }),
})

async function print(
  steps: readonly ViewStep[],
  there: readonly DeployedView[],
  flags: Flags,
  done: string,
): Promise<void> {
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(steps.map(data))}\n`)
    return
  }
  const moves = steps.filter(({ action }) => action !== 'keep')
  const columns = ['view', done, 'why'].map(name => ({ name, align: 'left' as const }))
  const rows = moves.map(({ view, action, reason }) => [view.name, action, reason])
  if (moves.length > 0) process.stdout.write(`${alignedTable(columns, rows)}\n`)
  const kept = steps.length - moves.length
  if (kept > 0) process.stdout.write(`${count(kept)} stay as they are.\n`)
  for (const text of await breaksText(moves, there))
    process.stdout.write(`${styled('yellow', '·')} ${text}\n`)
}

/** What would be run, or written to the same effect. */
function printSql(steps: readonly ViewStep[]): void {
  for (const { action, view, reason } of steps) {
    if (action === 'keep' || action === 'refuse') continue
    const statement =
      action === 'drop' ? `DROP VIEW ${view.name}` : `CREATE OR REPLACE VIEW ${view.name} AS\n${view.sql}`
    process.stdout.write(`-- ${action}: ${reason}\n${statement};\n\n`)
  }
}

export const viewsPlanCommand = (): Command =>
  placedCommand(
    'plan',
    'What apply would do: which views it would make, and which aliases it would switch. Ends with 1 where apply refuses.',
    `
Nothing is written.
${WHERE}

Examples:
  $ connect-lake views plan --lake ./my-lake
  $ connect-lake views plan --engine athena --database connect --sql`,
  )
    .option('--sql', 'print the SQL')
    .option('--breaking', 'also what takes columns away or gives them another type')
    .option('--replace', 'also views of the same names that others made, or by which they replaced ours')
    .action(async (flags: Flags, command: Command) => {
      const { config, there } = await openPlace(flags, command)
      const steps = plannedViews(there, config, { replace: flags.replace === true })
      if (flags.sql) printSql(steps)
      else await print(steps, there, flags, 'would be')
      const refusal = await refusalOf(steps, flags.breaking === true, there)
      if (refusal) throw refusal
    })

export const viewsApplyCommand = (): Command =>
  placedCommand(
    'apply',
    'Bring deployed views to those of this version. A run does so for the engine of this machine.',
    `
New versions are made beside the old ones; only then aliases are switched to them. When anything fails, the aliases go
back to where they were.
${WHERE}

Examples:
  $ connect-lake views apply --lake ./my-lake
  $ connect-lake views apply --engine athena --database connect
  $ connect-lake views apply --engine trino --trino-url http://127.0.0.1:8080 --database connect`,
  )
    .option('--breaking', 'also what takes columns away or gives them another type')
    .option('--replace', 'also views of the same names that others made, or by which they replaced ours')
    .action(async (flags: Flags, command: Command) => {
      const { config, place, there } = await openPlace(flags, command)
      const steps = plannedViews(there, config, { replace: flags.replace === true })
      const refusal = await refusalOf(steps, flags.breaking === true, there)
      if (refusal) throw refusal
      await deployed(place, steps)
      await print(steps, there, flags, 'done')
    })

export const viewsRollbackCommand = (): Command =>
  placedCommand(
    'rollback',
    'Return the aliases to where they were before the last apply that switched any. A second one takes that back.',
    `
Versions stay, so nothing is made anew. A run leaves the aliases there until a newer version comes; views apply goes
forward again. Whether all views still answer, as some may read a column that is new, is for views status to say.
${WHERE}

Example:
  $ connect-lake views rollback --lake ./my-lake`,
  ).action(async (flags: Flags, command: Command) => {
    const { planRollback } = await import('../../sql/undeploy.ts')
    const { place, there } = await openPlace(flags, command)
    const steps = planRollback(there)
    await deployed(place, steps)
    await print(steps, there, flags, 'done')
  })

export const viewsDropCommand = (): Command =>
  placedCommand(
    'drop',
    'Take away all views that connect-lake has deployed, each before what it reads; no others, no tables and no data.',
    `${WHERE}

Examples:
  $ connect-lake views drop --engine athena --database connect --dry-run
  $ connect-lake views drop --engine athena --database connect --yes`,
  )
    .option('--dry-run', 'print what would be taken away, and stop')
    .option('--yes', 'yes, take them away')
    .action(async (flags: Flags, command: Command) => {
      const { planDrop } = await import('../../sql/undeploy.ts')
      const { place, there } = await openPlace(flags, command)
      const steps = planDrop(there)
      const { othersOver } = await import('../views/users.ts')
      const others = othersOver(
        steps.map(({ view }) => view.name),
        there,
      )
      const readBy = others.length === 0 ? '' : `, read by views of others: ${others.join(', ')}`
      if (steps.length > 0 && !flags.dryRun && !flags.yes) {
        throw new WrongUse({
          what: 'whoever asks these views would not find them any more',
          value: `${count(steps.length)} views of ${place.catalog.name}${readBy}`,
          allowed: '--dry-run to see them, --yes to take them away',
          remedy: 'run the same command again with one of the two',
        })
      }
      if (!flags.dryRun) await deployed(place, steps)
      if (steps.length === 0 && !flags.json) process.stdout.write('There are none.\n')
      else await print(steps, there, flags, flags.dryRun ? 'would be' : 'done')
    })
