import type { ContextEntry } from '@aws-sdk/client-iam'
import { asked } from '../lake/aws/failure.ts'

/** Actions, each on all of the resources. */
export interface Asked {
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
}

/** What is denied, and on what. */
export interface Denied {
  readonly action: string
  readonly resource: string
}

/**
 * What a principal may not do of what it is asked about, as IAM computes it from the policies of the principal; undefined
 * where IAM does not know it. What policies of buckets, keys and catalogs give it besides, IAM does not see here. Throws
 * a `LakeError`.
 */
export async function deniedTo(
  principal: string,
  { Action, Resource }: Asked,
  region: string,
): Promise<readonly Denied[] | undefined> {
  const { IAMClient, paginateSimulatePrincipalPolicy } = await import('@aws-sdk/client-iam')
  const client = new IAMClient({ region })
  const of = {
    PolicySourceArn: principal,
    ActionNames: [...Action],
    ResourceArns: [...Resource],
    ContextEntries: [
      { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] },
    ] satisfies ContextEntry[],
  }
  const denied: Denied[] = []
  const simulated = async (): Promise<boolean> => {
    for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, of))
      for (const result of EvaluationResults) {
        const { EvalActionName: action = '', EvalDecision, EvalResourceName: resource = '' } = result
        const each = (result.ResourceSpecificResults ?? []).map(of => ({
          ...{ action, resource: of.EvalResourceName ?? '', decision: of.EvalResourceDecision },
        }))
        const all = each.length > 0 ? each : [{ action, resource, decision: EvalDecision }]
        for (const { decision, ...about } of all) if (decision !== 'allowed') denied.push(about)
      }
    return true
  }
  const isKnown = await asked(
    'iam:SimulatePrincipalPolicy',
    principal,
    simulated().catch(error => {
      if ((error as Error).name !== 'NoSuchEntityException') throw error
      return false
    }),
  )
  return isKnown ? denied : undefined
}
