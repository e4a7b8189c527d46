import type { QuickSightApi } from '../../dashboards/deploy/api.ts'
import { deployedOf, usersOf } from '../../dashboards/deploy/deployed.ts'
import { type AssetStep, type PlanOptions, planAssets } from '../../dashboards/deploy/plan.ts'
import { withoutSchedules } from '../../dashboards/deploy/schedules.ts'
import { withoutGaps } from '../../dashboards/deploy/widened.ts'
import { type Request, requestName } from '../../dashboards/quicksight/request.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'

/** What would be done, to come to what is wanted. */
export async function plannedAssets(
  api: QuickSightApi,
  wanted: readonly Request[],
  options: PlanOptions = {},
): Promise<readonly AssetStep[]> {
  const deployed = await deployedOf(api, wanted)
  const users = await usersOf(api, wanted, deployed)
  const steps = planAssets(wanted, deployed, api.place, users, options)
  return withoutSchedules(api, await withoutGaps(api, steps))
}

/** A step as data. */
export const stepData = ({ action, request, reason, differences, breaks, refusal }: AssetStep) => ({
  ...{ asset: requestName(request), action, reason },
  ...(differences && differences.length > 0 && { differences }),
  ...(breaks && { breaks }),
  ...(refusal && { refused: refusal.what }),
})

/** Why a step is taken, and in how many places it changes an asset: `changed in 3 places; keeps what viewers see for now`. */
const whyOf = ({ reason, differences = [] }: AssetStep): string =>
  differences.length > 0
    ? reason.replace(
        /;|$/,
        end => ` in ${count(differences.length)} ${differences.length === 1 ? 'place' : 'places'}${end}`,
      )
    : reason

/** What data sets lose, those together that lose the same. */
function printLosses(steps: readonly AssetStep[]): void {
  const losing = new Map<string, string[]>()
  for (const { request, breaks } of steps)
    if (breaks)
      losing.set(breaks.join('; '), [...(losing.get(breaks.join('; ')) ?? []), requestName(request)])
  for (const [lost, names] of losing) {
    const all = [...new Set(names)]
    process.stdout.write(
      `${styled('yellow', '·')} ${all.join(', ')} ${all.length === 1 ? 'loses' : 'lose'} ${lost}\n`,
    )
  }
}

/** Steps that would be taken, for people; what stays is counted. */
export function printSteps(steps: readonly AssetStep[]): void {
  const moves = steps.filter(({ action }) => action !== 'keep')
  const columns = ['asset', 'would be', 'why'].map(name => ({ name, align: 'left' as const }))
  const rows = moves.map(step => [requestName(step.request), step.action, whyOf(step)])
  if (moves.length > 0) process.stdout.write(`${alignedTable(columns, rows)}\n`)
  const kept = steps.length - moves.length
  if (kept > 0) process.stdout.write(`${count(kept)} stay as they are.\n`)
  printLosses(moves)
}

/** What was done with steps, in the order of how much it is. */
const words = {
  create: 'made',
  update: 'changed',
  read: 'read anew',
  publish: 'shown to viewers',
  share: 'shared otherwise',
  remove: 'taken away',
} as const satisfies Partial<Record<AssetStep['action'], string>>

/** Steps that were taken, for people who were told of each: how many, and what was not done. */
export function printDone(steps: readonly AssetStep[]): void {
  const of = (action: AssetStep['action']) => steps.filter(step => step.action === action)
  const done = (Object.keys(words) as (keyof typeof words)[]).flatMap(action => {
    const assets = new Set(of(action).map(({ request }) => requestName(request)))
    return assets.size > 0 ? [`${count(assets.size)} ${words[action]}`] : []
  })
  const kept = of('keep').length
  const all = [...done, ...(kept > 0 ? [`${count(kept)} stay as they are`] : [])]
  if (all.length > 0) process.stdout.write(`${all.join(', ')}.\n`)
  for (const { request, reason } of of('leave'))
    process.stdout.write(`${styled('yellow', '·')} ${requestName(request)} ${reason}\n`)
  printLosses(steps)
}
