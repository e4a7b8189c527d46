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

/** Steps for people; what stays is counted. */
export function printSteps(steps: readonly AssetStep[], done: string): void {
  const moves = steps.filter(({ action }) => action !== 'keep')
  const columns = ['asset', done, 'why'].map(name => ({ name, align: 'left' as const }))
  const rows = moves.map(({ request, action, reason, differences = [] }) => [
    requestName(request),
    action,
    differences.length > 0 ? `${reason}, in ${count(differences.length)} places` : reason,
  ])
  if (moves.length > 0) process.stdout.write(`${alignedTable(columns, rows)}\n`)
  const kept = steps.length - moves.length
  if (kept > 0) process.stdout.write(`${count(kept)} stay as they are.\n`)
  for (const { request, breaks } of moves)
    if (breaks)
      process.stdout.write(`${styled('yellow', '·')} ${requestName(request)} loses ${breaks.join('; ')}\n`)
}
