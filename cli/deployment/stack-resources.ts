import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation'
import type { Deployment } from '../../infra/config.ts'
import { nameOf, type PartName, partitionOf } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'

/** Whether CloudFormation said of a stack that there is none. */
export const isNoStack = ({ name, message }: Error): boolean =>
  name === 'ValidationError' && message.includes('does not exist')

/** What a stack has: ids by which services know resources, by their types. Empty where there is no such stack. */
export async function stackResources(
  StackName: string,
  region: string,
): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient({ region })
  const found = new Map<string, string>()
  const listed = async (): Promise<void> => {
    // What was removed or left behind is listed for a while.
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
      for (const {
        PhysicalResourceId: id,
        ResourceType: type = '',
        ResourceStatus,
      } of StackResourceSummaries)
        if (id && !/^DELETE_(COMPLETE|SKIPPED)$/.test(ResourceStatus ?? '')) found.set(id, type)
  }
  const absent = (error: Error): void => {
    if (!isNoStack(error)) throw error
  }
  await asked('cloudformation:ListStackResources', StackName, listed().catch(absent))
  return found
}

/** The ARN of the key that a stack of a deployment has; undefined where there is no such stack. */
export async function keyArnOf(deployment: Deployment, part: PartName): Promise<string | undefined> {
  const { account, region } = deployment
  const has = await stackResources(nameOf(deployment, part), region)
  const [id] = [...has].find(([, type]) => type === 'AWS::KMS::Key') ?? []
  return id && `arn:${partitionOf(deployment)}:kms:${region}:${account}:key/${id}`
}
