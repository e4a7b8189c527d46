import { LakeError } from '../../schema/error.ts'
import type { Deployment } from '../config.ts'
import { nameOf, partitionOf } from '../names.ts'
import actionsByType from './actions.json' with { type: 'json' }

/** The qualifier of what `cdk bootstrap` makes, unless one gives it another. */
export const QUALIFIER = 'hnb659fds'

/** A statement of a policy. */
export interface Statement {
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> }
}

/** A policy of IAM. */
export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly Statement[]
}

/** What a managed policy may have, white space aside. */
export const MOST_POLICY_CHARACTERS = 6144

/** CloudFormation names a role by the first characters of its stack where the whole would be too long. */
const KEPT_OF_NAMES = 24

/** Whether CloudFormation calls a function of ours for a type. */
const isOurs = (type: string): boolean => type.startsWith('Custom::')

/**
 * The actions that CloudFormation asks for types of resources, by service. Each of a type is there, also those for what a
 * deployment does not set: which property needs which, its schema does not say.
 * @throws LakeError for a type of which nobody knows them
 */
function actionsOf(types: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const all = types
    .filter(type => !isOurs(type))
    .flatMap(type => {
      const actions = (actionsByType as Readonly<Record<string, readonly string[]>>)[type]
      if (actions) return actions
      throw new LakeError({
        what: 'nobody knows which permissions a resource needs',
        value: type,
        allowed: 'the types in infra/deployer/actions.json',
        remedy: 'run npm run test:infra -- -u, which takes them from the schemas of CloudFormation',
      })
    })
    // Policies are those of roles here.
    .filter(action => !/^iam:\w+(User|Group)Policy$/.test(action))
  const services = new Map<string, string[]>()
  for (const action of [...new Set(all)].sort()) {
    const [service = ''] = action.split(':')
    services.set(service, [...(services.get(service) ?? []), action])
  }
  return services
}

/**
 * What the role needs in whose name CloudFormation deploys, and nothing of it for other roles and buckets than those of
 * the deployment. Resources of other services have no names before they are made, or none that a policy could tell: their
 * actions are bounded by the region.
 * @param types of the resources of the templates
 */
export function deployerStatements(types: readonly string[], deployment: Deployment): readonly Statement[] {
  const { account, region } = deployment
  const partition = partitionOf(deployment)
  const own = nameOf(deployment, '')
  const assets = `arn:${partition}:s3:::cdk-${QUALIFIER}-assets-${account}-${region}`
  const allow = (Action: readonly string[], ...Resource: string[]): Statement => ({
    ...{ Effect: 'Allow', Action, Resource },
  })
  const ofServices = [...actionsOf(types)].map(([service, actions]): Statement => {
    if (service === 'iam')
      return allow(
        actions,
        `arn:${partition}:iam::${account}:role/${own.slice(0, KEPT_OF_NAMES)}*`,
        `arn:${partition}:iam::${account}:role/aws-service-role/*`,
      )
    // Buckets, and no object in them: contacts are none of a deployer's business.
    if (service === 's3') return allow(actions, `arn:${partition}:s3:::${own}*`)
    return { ...allow(actions, '*'), Condition: { StringEquals: { 'aws:RequestedRegion': region } } }
  })
  const called = types.some(isOurs)
    ? [allow(['lambda:InvokeFunction'], `arn:${partition}:lambda:${region}:${account}:function:${own}*`)]
    : []
  return [
    ...ofServices,
    ...called,
    allow(['s3:GetObject', 's3:GetObjectVersion'], `${assets}/*`),
    // Templates look which version of what the CDK needs is there.
    allow(
      ['ssm:GetParameters'],
      `arn:${partition}:ssm:${region}:${account}:parameter/cdk-bootstrap/${QUALIFIER}/*`,
    ),
  ]
}

/** Statements as policies, none larger than IAM takes. */
export function policiesOf(statements: readonly Statement[]): readonly PolicyDocument[] {
  const policyOf = (Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement })
  const policies: Statement[][] = []
  for (const statement of statements) {
    const last = policies.at(-1)
    const fits = last && JSON.stringify(policyOf([...last, statement])).length <= MOST_POLICY_CHARACTERS
    if (fits) last.push(statement)
    else policies.push([statement])
  }
  return policies.map(policyOf)
}
