import { IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam'
import type { Deployment } from '../../infra/config.ts'
import { partitionOf } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'
import { type Caller, QUALIFIER } from './account.ts'
import { type Finding, notChecked } from './finding.ts'

const CHECK = 'permissions'

/** Whose policies decide: of a session its role. Undefined for the root of an account, which may do everything. */
function principalOf(arn: string): string | undefined {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? []
  // Where a role has a path, a session does not tell it, and IAM says that there is no such role.
  if (role) return `arn:${partition}:iam::${account}:role/${role}`
  return arn.endsWith(':root') ? undefined : arn
}

/** The roles that the CDK takes to deploy: all else is theirs to do. */
function deployRoles(deployment: Deployment): readonly string[] {
  const { account, region } = deployment
  return ['deploy', 'file-publishing', 'lookup'].map(
    kind =>
      `arn:${partitionOf(deployment)}:iam::${account}:role/cdk-${QUALIFIER}-${kind}-role-${account}-${region}`,
  )
}

/** Whether the caller may deploy, as IAM computes it; it computes only for those whom it lets ask. */
export async function permissionFinding({ arn }: Caller, deployment: Deployment): Promise<Finding> {
  const PolicySourceArn = principalOf(arn)
  if (PolicySourceArn === undefined) return { check: CHECK, verdict: 'ok', found: `${arn} may do everything` }
  const ResourceArns = [...deployRoles(deployment)]
  const client = new IAMClient({ region: deployment.region })
  const denied: string[] = []
  const simulated = async (): Promise<boolean> => {
    const of = { PolicySourceArn, ActionNames: ['sts:AssumeRole'], ResourceArns }
    for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, of))
      for (const { EvalDecision, EvalResourceName = '', ResourceSpecificResults = [] } of EvaluationResults) {
        const each = ResourceSpecificResults.map(result => ({
          name: result.EvalResourceName ?? '',
          decision: result.EvalResourceDecision,
        }))
        const all = each.length > 0 ? each : [{ name: EvalResourceName, decision: EvalDecision }]
        for (const { name, decision } of all) if (decision !== 'allowed') denied.push(name)
      }
    return true
  }
  const isKnown = await asked(
    'iam:SimulatePrincipalPolicy',
    PolicySourceArn,
    simulated().catch(error => {
      if ((error as Error).name !== 'NoSuchEntityException') throw error
      return false
    }),
  )
  if (!isKnown)
    return notChecked(
      CHECK,
      `IAM knows no ${PolicySourceArn}: a role with a path does not tell it`,
      'try it: connect-lake deploy --diff changes nothing',
    )
  if (denied.length === 0)
    return { check: CHECK, verdict: 'ok', found: `${PolicySourceArn} may take the roles of the CDK` }
  return {
    ...{ check: CHECK, verdict: 'failed', found: `${PolicySourceArn} may not take ${denied.join(', ')}` },
    remedy: 'allow sts:AssumeRole on these roles',
  }
}
