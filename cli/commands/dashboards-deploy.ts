import type { Command } from 'commander'
import { type DeployedFlags, deployedCommand, openQuickSight } from '../quicksight/command.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

interface Flags extends DeployedFlags {
  readonly breaking?: boolean
  readonly replace?: boolean
  readonly unprotect?: boolean
  readonly prune?: boolean
  readonly publish?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

const BREAKING = 'also what takes columns away that analyses of users use, or changes their type'
const REPLACE = 'also assets of the same ids that others made, and analyses that somebody changed'
const UNPROTECT =
  'also data sets that lose the rules of rows or columns which protect them, or show more than the rules of the lake do'
const PRUNE = 'also take away what connect-lake made here and is not wanted any more, unless others use it'

/** What is not in a folder may be wanted nevertheless: only this version knows all that is. */
function checkPrune({ prune, from }: Flags): void {
  if (!prune || from === undefined) return
  throw new WrongUse({
    what: 'a folder of requests does not say what is not wanted any more',
    value: `--prune with --from ${from}`,
    allowed: '--prune without --from: what this version does not have is taken away',
    remedy: 'leave one of the two out',
  })
}

const planOptions = ({ breaking, replace, unprotect }: Flags, granted: ReadonlySet<string>) => ({
  granted,
  breaking: breaking === true,
  replace: replace === true,
  unprotect: unprotect === true,
})

export const dashboardsPlanCommand = (): Command =>
  deployedCommand(
    'plan',
    'What apply would do in QuickSight: which assets it would make, change, publish or share. Ends with 1 where apply refuses.',
    `
Nothing is written. What is there is described, and compared with what would be asked for. What connect-lake made for this
environment and is not wanted any more is shown as remove, which apply does with --prune.

Examples:
  $ connect-lake dashboards plan
  $ connect-lake dashboards plan --prefix test-`,
  )
    .option('--breaking', BREAKING)
    .option('--replace', REPLACE)
    .option('--unprotect', UNPROTECT)
    .option('--prune', 'end with 1 also where others use what apply --prune would take away')
    .action(async (flags: Flags, command: Command) => {
      const { plannedAssets, printSteps, stepData } = await import('../quicksight/plan.ts')
      const { readersOf, tellNotes } = await import('../quicksight/before-writing.ts')
      const { preflight } = await import('../../dashboards/deploy/preflight.ts')
      const { planPrune } = await import('../../dashboards/deploy/remove.ts')
      checkPrune(flags)
      const opened = await openQuickSight(flags, command)
      const { api, wanted, granted, checkLake } = opened
      await preflight(api, wanted)
      const planned = await plannedAssets(api, wanted, planOptions(flags, granted))
      const gone = flags.from === undefined ? await planPrune(api, wanted) : []
      const shown = gone.map(({ refusal, ...step }) => ({
        ...step,
        ...(flags.prune && refusal && { refusal }),
      }))
      const steps = [...planned, ...shown]
      if (flags.json) process.stdout.write(`${JSON.stringify(steps.map(stepData))}\n`)
      else printSteps(steps)
      const refused = steps.find(({ refusal }) => refusal)
      if (refused) throw refused.refusal
      const readers = await readersOf(opened)
      await checkLake(flags.unprotect)
      await tellNotes(opened, { steps, readers }, flags.from, flags.json ? process.stderr : process.stdout)
    })

export const dashboardsApplyCommand = (): Command =>
  deployedCommand(
    'apply',
    'Bring QuickSight to the dashboards of this version: one asset after the other, each shown to viewers when it is good.',
    `
An asset is waited for before the next is begun, and data sets in memory until they are read. What goes wrong with one is told
with the visual that it is about; viewers keep the version that they see, and the next apply goes on from there.

Examples:
  $ connect-lake dashboards apply
  $ connect-lake dashboards apply --prune
  $ connect-lake dashboards apply --prefix test- --no-publish
  $ connect-lake dashboards apply --from ./requests`,
  )
    .option('--breaking', BREAKING)
    .option('--replace', REPLACE)
    .option('--unprotect', UNPROTECT)
    .option('--prune', PRUNE)
    .option('--no-publish', 'leave viewers with the version that they see')
    .action(async (flags: Flags, command: Command) => {
      const { plannedAssets, printDone, stepData } = await import('../quicksight/plan.ts')
      const { readersOf, tellNotes } = await import('../quicksight/before-writing.ts')
      const { applySteps } = await import('../../dashboards/deploy/apply.ts')
      const { preflight } = await import('../../dashboards/deploy/preflight.ts')
      const { planPrune } = await import('../../dashboards/deploy/remove.ts')
      const { requestName } = await import('../../dashboards/quicksight/request.ts')
      checkPrune(flags)
      const opened = await openQuickSight(flags, command)
      const { api, wanted, granted, checkLake } = opened
      await preflight(api, wanted)
      const readers = await readersOf(opened)
      await checkLake(flags.unprotect)
      const planned = await plannedAssets(api, wanted, planOptions(flags, granted))
      const steps = flags.prune ? [...planned, ...(await planPrune(api, wanted))] : planned
      await tellNotes(opened, { steps, readers }, flags.from, process.stderr)
      await applySteps(api, steps, {
        unpublished: flags.publish === false,
        reading: all => {
          if (!flags.json) process.stderr.write(`· QuickSight reads ${all.map(({ id }) => id).join(', ')}\n`)
        },
        done: ({ action, request }) => {
          if (!flags.json && action !== 'keep')
            process.stderr.write(
              `${styled('green', '✓', process.stderr)} ${action} ${requestName(request)}\n`,
            )
        },
      })
      if (flags.json) process.stdout.write(`${JSON.stringify(steps.map(stepData))}\n`)
      else printDone(steps)
    })

/** What publish and rollback do. */
async function versions(
  flags: Flags,
  command: Command,
  which: 'planPublish' | 'planRollback',
): Promise<void> {
  const deploy = await import('../../dashboards/deploy/versions.ts')
  const { api, wanted } = await openQuickSight(flags, command, 'configured')
  const steps = await deploy[which](api, wanted)
  await deploy.takeVersions(api, steps)
  const data = steps.map(({ request, from, to }) => ({ dashboard: request.id, from: from ?? null, to }))
  if (flags.json) process.stdout.write(`${JSON.stringify(data)}\n`)
  else if (data.length === 0) process.stdout.write('Every dashboard shows its newest good version.\n')
  else {
    const columns = ['dashboard', 'showed version', 'shows version'].map(name => ({
      name,
      align: 'left' as const,
    }))
    const rows = data.map(each => [each.dashboard, String(each.from ?? '–'), String(each.to)])
    process.stdout.write(`${alignedTable(columns, rows)}\n`)
  }
}

export const dashboardsPublishCommand = (): Command =>
  deployedCommand(
    'publish',
    'Show viewers the newest good version of each dashboard: after apply --no-publish, or after rollback.',
    '\nExample:\n  $ connect-lake dashboards publish',
  ).action((flags: Flags, command: Command) => versions(flags, command, 'planPublish'))

export const dashboardsRollbackCommand = (): Command =>
  deployedCommand(
    'rollback',
    'Show viewers the good version before the one that they see, of each dashboard that has one.',
    `
Versions stay; data sets, themes and analyses are as they were. A version is refused that uses columns which data sets do not have
any more. publish, or the next apply, goes forward again.

Example:
  $ connect-lake dashboards rollback`,
  ).action((flags: Flags, command: Command) => versions(flags, command, 'planRollback'))

export const dashboardsDeleteCommand = (): Command =>
  deployedCommand(
    'delete',
    'Take away all assets of QuickSight that connect-lake made for this environment; nothing of others, no groups and no data.',
    `
What was made is known by its tags, whatever this version has. Where analyses, dashboards or data sets of users use any of it,
nothing is taken away, and they are named; with --breaking they stay, and lose what they stand on.

Examples:
  $ connect-lake dashboards delete --prefix test- --dry-run
  $ connect-lake dashboards delete --prefix test- --yes`,
  )
    .option('--dry-run', 'print what would be taken away, and stop')
    .option('--yes', 'yes, take them away')
    .option('--breaking', 'also what analyses, dashboards and data sets of users use')
    .action(async (flags: Flags, command: Command) => {
      const { ownAssets } = await import('../../dashboards/deploy/deployed.ts')
      const { checkNobodyElse, planRemoval, removeAssets } = await import('../../dashboards/deploy/remove.ts')
      const { requestName } = await import('../../dashboards/quicksight/request.ts')
      const { api } = await openQuickSight(flags, command, 'configured')
      const own = planRemoval(await ownAssets(api))
      if (own.length > 0 && !flags.dryRun && !flags.yes)
        throw new WrongUse({
          what: 'whoever looks at these dashboards would not find them any more',
          value: `${count(own.length)} assets of account ${api.place.account_id}`,
          allowed: '--dry-run to see them, --yes to take them away',
          remedy: 'run the same command again with one of the two',
        })
      if (!flags.breaking) await checkNobodyElse(api, own)
      if (!flags.dryRun) await removeAssets(api, own)
      if (flags.json) process.stdout.write(`${JSON.stringify(own)}\n`)
      else if (own.length === 0) process.stdout.write('There are none.\n')
      else {
        const columns = ['asset', flags.dryRun ? 'would be' : 'done'].map(name => ({
          name,
          align: 'left' as const,
        }))
        process.stdout.write(
          `${alignedTable(
            columns,
            own.map(each => [requestName(each), 'delete']),
          )}\n`,
        )
      }
    })
