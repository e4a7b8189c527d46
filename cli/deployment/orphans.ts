import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import type { Deployment } from '../../infra/config.ts'
import { nameOf, type PartName, partNames, partsOf, sectionOf, TAG } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'
import { prices } from '../../sql/cost/prices.ts'
import { HOURS_PER_MONTH } from '../../sql/cost/volume.ts'
import { isNoStack } from './stack-resources.ts'

/** A stack whose section was taken out of its deployment: the account has it, and no deployment changes it any more. */
export interface Orphan {
  readonly part: PartName
  readonly name: string
  /** As CloudFormation has it, such as `UPDATE_COMPLETE`. */
  readonly status: string
}

const STREAM_USD = Math.round(prices.stream_hours.usd * HOURS_PER_MONTH)

/** What goes on while such a stack is there, and what goes with it. */
const about: Readonly<Partial<Record<PartName, string>>> = {
  live: `alerts go on by the rules that were deployed last, and its stream takes about ${STREAM_USD} USD a month though nothing comes; with it go the topic of alerts and who subscribed to it`,
  dashboards:
    'people see the dashboards that were deployed last, data sets are not refreshed any more, and SPICE is paid for; with it goes what it made in QuickSight, but groups and their people',
}

/** Stacks that a deployment would have with sections that it has not. */
export const absentParts = (deployment: Deployment): readonly PartName[] => {
  const made = partsOf(deployment)
  return partNames.filter(part => !made.includes(part))
}

/** A stack by its name; undefined where there is none. */
async function stackNamed(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const found = client.send(new DescribeStacksCommand({ StackName })).then(
    ({ Stacks }) => Stacks?.[0],
    (error: Error) => {
      if (isNoStack(error)) return undefined
      throw error
    },
  )
  return asked('cloudformation:DescribeStacks', StackName, found)
}

/** The orphans of a deployment. Throws a `LakeError` where CloudFormation does not say. */
export async function orphansOf(deployment: Deployment): Promise<readonly Orphan[]> {
  const client = new CloudFormationClient({ region: deployment.region })
  const looks = absentParts(deployment).map(async (part): Promise<readonly Orphan[]> => {
    const name = nameOf(deployment, part)
    const { StackStatus: status = '', Tags = [] } = (await stackNamed(client, name)) ?? {}
    // A stack of that name that has not our tag is somebody else's.
    const isOurs = Tags.some(({ Key, Value }) => Key === TAG && Value === deployment.environment)
    return isOurs ? [{ part, name, status }] : []
  })
  return (await Promise.all(looks)).flat()
}

/** What an orphan is, and what it does there: the first line says the one, and others the other. */
export const orphanLines = ({ part, name, status }: Orphan): readonly string[] => [
  `${name} is in the account (${status}), and the deployment has no section ${sectionOf[part] ?? part} any more`,
  ...(about[part] === undefined ? [] : [about[part]]),
]

/** How orphans are removed. */
export const REMOVED_BY = 'connect-lake deploy --remove-stacks'
