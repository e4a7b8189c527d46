import type { Deployment } from '../../infra/config.ts'
import { checkForeign, retainedLines, retainedOf } from '../deployment/retained.ts'
import type { Finding } from './finding.ts'

/** Whether the account has buckets of the deployment that no stack has. Throws a `LakeError`. */
export async function bucketFinding(deployment: Deployment): Promise<Finding> {
  const check = 'buckets'
  const retained = await retainedOf(deployment)
  checkForeign(retained, deployment)
  const lines = retainedLines(retained)
  if (lines.length === 0) return { check, verdict: 'ok', found: 'none is left of an earlier deployment' }
  return {
    ...{ check, verdict: 'warning', found: lines.join('\n') },
    remedy: 'connect-lake deploy takes back what is left; the CDK alone could not make it again',
  }
}
