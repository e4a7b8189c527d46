import type { Deployment } from '../../infra/config.ts'
import { deployerStatements, QUALIFIER } from '../../infra/deployer/policy.ts'
import { partitionOf } from '../../infra/names.ts'
import { deniedTo } from '../simulated-policy.ts'
import type { Caller } from './account.ts'
import { type Finding, notChecked } from './finding.ts'

const CHECK = 'permissions'

/** Whose policies decide: of a session its role. Undefined for the root of an account, which may do everything. */
function principalOf(arn: string): string | undefined {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? []
  // Where a role has a path, a session does not tell it, and IAM says that there is no such role.
  if (role) return `arn:${partition}:iam::${account}:role/${role}`
  return arn.endsWith(':root') ? undefined : arn
}

/** A role that `cdk bootstrap` made: those that the CDK takes to deploy, and that in whose name CloudFormation does. */
const roleOfCdk = (
  kind: 'deploy' | 'file-publishing' | 'lookup' | 'cfn-exec',
  deployment: Deployment,
): string => {
  const { account, region } = deployment
  return `arn:${partitionOf(deployment)}:iam::${account}:role/cdk-${QUALIFIER}-${kind}-role-${account}-${region}`
}

/** Whether the caller may deploy, as IAM computes it; it computes only for those whom it lets ask. */
export async function permissionFinding({ arn }: Caller, deployment: Deployment): Promise<Finding> {
  const principal = principalOf(arn)
  if (principal === undefined) return { check: CHECK, verdict: 'ok', found: `${arn} may do everything` }
  const kinds = ['deploy', 'file-publishing', 'lookup'] as const
  const Resource = kinds.map(kind => roleOfCdk(kind, deployment))
  const denied = await deniedTo(principal, { Action: ['sts:AssumeRole'], Resource }, deployment.region)
  if (!denied)
    return notChecked(
      CHECK,
      `IAM knows no ${principal}: a role with a path does not tell it`,
      'try it: connect-lake deploy --diff changes nothing',
    )
  if (denied.length === 0)
    return { check: CHECK, verdict: 'ok', found: `${principal} may take the roles of the CDK` }
  const untaken = denied.map(({ resource }) => resource).join(', ')
  return {
    ...{ check: CHECK, verdict: 'failed', found: `${principal} may not take ${untaken}` },
    remedy: 'allow sts:AssumeRole on these roles',
  }
}

/** So many are named of what is denied. */
const MOST_NAMED = 5

/**
 * Whether the role in whose name CloudFormation deploys may do what the types of resources need. A warning at most: not
 * every deployment needs all that its types can need.
 * @param types undefined where nothing was synthesised
 */
export async function executionFinding(
  deployment: Deployment,
  types: readonly string[] | undefined,
): Promise<Finding> {
  const check = 'deployer'
  if (!types) return notChecked(check, 'nothing was synthesised: nobody knows what is to be deployed')
  const role = roleOfCdk('cfn-exec', deployment)
  const denied: string[] = []
  for (const statement of deployerStatements(types, deployment)) {
    // What is meant is any of them.
    const Resource = statement.Resource.map(each => (each === '*' ? each : each.replace('*', 'any')))
    const found = await deniedTo(role, { ...statement, Resource }, deployment.region)
    if (!found) return notChecked(check, `there is no role ${role}`, 'see bootstrap, above')
    denied.push(...found.map(({ action }) => action))
  }
  const actions = [...new Set(denied)]
  if (actions.length === 0) return { check, verdict: 'ok', found: `${role} may make all that is deployed` }
  const named = actions.slice(0, MOST_NAMED).join(', ')
  const more = actions.length > MOST_NAMED ? ` and ${actions.length - MOST_NAMED} more` : ''
  return {
    ...{ check, verdict: 'warning', found: `${role} may not ${named}${more}` },
    remedy: 'connect-lake deploy --policies DIR writes what it needs, and says how it is given that',
  }
}
