import type { Template } from 'aws-cdk-lib/assertions'
import type { Deployment } from '../../infra/config.ts'
import { type Resource, resourcesOf, type Templates } from './templates.ts'

/** What a statement of a role allows, every reference followed. */
export interface Allowed {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

/** A function as it will run. */
export interface DeployedFunction {
  /** Without what all names of the deployment begin with. */
  readonly name: string
  readonly environment: Readonly<Record<string, string>>
  readonly allowed: readonly Allowed[]
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T])

/** ARNs by type of resource, as far as functions of this project are allowed anything on them. */
function arnOf(id: string, { Type, Properties }: Resource, { region, account }: Deployment): string {
  const at = (service: string, name: string): string => `arn:aws:${service}:${region}:${account}:${name}`
  switch (Type) {
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${Properties.BucketName}`
    case 'AWS::KMS::Key':
      return at('kms', `key/${id}`)
    case 'AWS::Kinesis::Stream':
      return at('kinesis', `stream/${Properties.Name}`)
    case 'AWS::SNS::Topic':
      return at('sns', Properties.TopicName)
    default:
      return at('unknown', id)
  }
}

/** Follows references, through stacks, too. Throws for one that leads nowhere. */
function follower(templates: Templates, deployment: Deployment) {
  const all = Object.values<Template>(templates)
  const exported = new Map(
    all.flatMap(template =>
      Object.values(
        (template.toJSON().Outputs ?? {}) as Record<string, { Export?: { Name: string }; Value: unknown }>,
      ).map(({ Export, Value }) => [Export?.Name, [template, Value]] as const),
    ),
  )
  return function follow(value: unknown, template: Template): string {
    if (typeof value === 'string') return value
    const [[name, of]] = Object.entries(value as object) as [[string, unknown]]
    if (name === 'Fn::Join') {
      const [between, parts] = of as [string, unknown[]]
      return parts.map(part => follow(part, template)).join(between)
    }
    if (name === 'Fn::ImportValue') {
      const [home, exports] = exported.get(of as string) ?? []
      if (home) return follow(exports, home)
    }
    if (of === 'AWS::Partition') return 'aws'
    const id = name === 'Fn::GetAtt' ? (of as string[])[0] : (of as string)
    const resource = new Map(resourcesOf(template)).get(id as string)
    if (!resource) throw new Error(`${JSON.stringify(value)} leads nowhere`)
    return arnOf(id as string, resource, deployment)
  }
}

type Follow = ReturnType<typeof follower>

const allowedBy = ({ Properties }: Resource, template: Template, follow: Follow): readonly Allowed[] =>
  (
    Properties.Policies as {
      PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] }
    }[]
  ).flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map(({ Action, Resource }) => ({
      actions: list(Action),
      resources: list(Resource).map(each => follow(each, template)),
    })),
  )

/** What the role allows by which QuickSight reads. */
export function readerOf(templates: Templates, deployment: Deployment): readonly Allowed[] {
  const { dashboards } = templates as Required<Templates>
  const [, role] = resourcesOf(dashboards).find(([id]) => id.startsWith('Reader')) as [string, Resource]
  return allowedBy(role, dashboards, follower(templates, deployment))
}

/** Every function of a deployment, with its environment and what its role allows. */
export function functionsOf(templates: Templates, deployment: Deployment): readonly DeployedFunction[] {
  const follow = follower(templates, deployment)
  const prefix = `${deployment.prefix}-${deployment.environment}-`
  return Object.values<Template>(templates).flatMap(template => {
    const resources = new Map(resourcesOf(template))
    return [...resources.values()]
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => {
        const role = resources.get(Properties.Role['Fn::GetAtt'][0]) as Resource
        const variables = Object.entries(Properties.Environment?.Variables ?? {})
        return {
          name: (Properties.FunctionName as string).slice(prefix.length),
          environment: Object.fromEntries(variables.map(([name, value]) => [name, follow(value, template)])),
          allowed: allowedBy(role, template, follow),
        }
      })
  })
}

/** Whether a resource is one that a policy names: `*` is any number of characters, and no other is special. */
const fits = (named: string, resource: string): boolean =>
  new RegExp(
    `^${named
      .split('*')
      .map(each => each.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(resource)

/** Whether an action on a resource is allowed. Roles of this project deny nothing, and name actions whole. */
export const isAllowed = (allowed: readonly Allowed[], action: string, resource: string): boolean =>
  allowed.some(
    ({ actions, resources }) => actions.includes(action) && resources.some(each => fits(each, resource)),
  )
