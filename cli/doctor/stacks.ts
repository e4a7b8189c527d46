import type { Deployment } from '../../infra/config.ts'
import { orphanLines, orphansOf, REMOVED_BY } from '../deployment/orphans.ts'
import type { Finding } from './finding.ts'

/** Whether the account has stacks that the deployment has no section for. */
export async function stackFindings(deployment: Deployment): Promise<readonly Finding[]> {
  const check = 'stacks'
  const orphans = await orphansOf(deployment)
  if (orphans.length === 0)
    return [{ check, verdict: 'ok', found: 'none of a section that the deployment does not have' }]
  return orphans.map(orphan => ({
    ...{ check, verdict: 'warning', found: orphanLines(orphan).join('\n') },
    remedy: REMOVED_BY,
  }))
}
