import { type ContextEntry, IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam'
import type { Deployment } from '../../infra/config.ts'
import { deployerStatements, QUALIFIER, type Statement } from '../../infra/deployer/policy.ts'
import { partitionOf } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'
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

/** What is denied, and on what. */
interface Denied {
  readonly action: string
  readonly resource: string
}

/** What a principal may not do of what it is asked about, as IAM computes it; undefined where IAM does not know it. */
async function deniedTo(
  principal: string,
  { Action, Resource }: Pick<Statement, 'Action' | 'Resource'>,
  { region }: Deployment,
): Promise<readonly Denied[] | undefined> {
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

/** Whether the caller may deploy, as IAM computes it; it computes only for those whom it lets ask. */
export async function permissionFinding({ arn }: Caller, deployment: Deployment): Promise<Finding> {
  const principal = principalOf(arn)
  if (principal === undefined) return { check: CHECK, verdict: 'ok', found: `${arn} may do everything` }
  const kinds = ['deploy', 'file-publishing', 'lookup'] as const
  const Resource = kinds.map(kind => roleOfCdk(kind, deployment))
  const denied = await deniedTo(principal, { Action: ['sts:AssumeRole'], Resource }, deployment)
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
    const found = await deniedTo(role, { ...statement, Resource }, deployment)
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
