import { ConnectClient, DescribeInstanceCommand, type InstanceStorageConfig } from '@aws-sdk/client-connect'
import type { Deployment } from '../../infra/config.ts'
import { associated, placeOf } from '../../infra/handlers/association.ts'
import { mediaPrefix, OUR_KEY, type Place, placesOf } from '../../infra/ingest/sources.ts'
import { asked } from '../../lake/aws/failure.ts'
import { keyArnOf } from '../deployment/stack-resources.ts'
import { checked, type Finding } from './finding.ts'

type Instance = Deployment['instances'][number]

/** Whether the instance is what the deployment says. */
async function instanceFinding(client: ConnectClient, { arn, alias }: Instance): Promise<Finding> {
  const found = client.send(new DescribeInstanceCommand({ InstanceId: arn })).catch(error => {
    if ((error as Error).name === 'ResourceNotFoundException') return { Instance: undefined }
    throw error
  })
  const { Instance: instance } = await asked('connect:DescribeInstance', arn, found)
  const check = `instance ${alias}`
  const bad = (seen: string, remedy: string): Finding => ({ check, verdict: 'failed', found: seen, remedy })
  if (!instance) return bad(`there is no instance ${arn}`, 'mend its ARN in the deployment')
  const { InstanceAlias: real = '', InstanceStatus: status = '' } = instance
  if (status !== 'ACTIVE')
    return bad(`it is ${status}`, 'wait until it is ACTIVE, or look at it in the console')
  if (real !== '' && real !== alias)
    return bad(`its alias is ${real}`, `write "alias": "${real}": the name of its log group has it`)
  return { check, verdict: 'ok', found: `${arn}, ${status}` }
}

/** Where live media go today, with our key by its words. */
async function mediaNow(deployment: Deployment, there: InstanceStorageConfig): Promise<string> {
  const now = placeOf(there, mediaPrefix(deployment))
  const key = await keyArnOf(deployment, 'storage')
  return key === undefined ? now : now.replace(key, OUR_KEY)
}

/** What an instance has of a type today, against what it is to have. */
function placeFinding(
  alias: string,
  { storage_type, place, is_told }: Place,
  now: string | undefined,
  take_over: boolean,
): Finding {
  const check = `${storage_type} of ${alias}`
  if (now === place) return { check, verdict: 'ok', found: `leads to ${place} already` }
  if (!is_told)
    return {
      ...{ check, verdict: 'failed' },
      found: now === undefined ? 'leads nowhere' : `leads to ${now}, not to ${place}`,
      remedy: 'name the stream that the instance fills, or "stream", in the deployment: ingest',
    }
  if (now === undefined) return { check, verdict: 'ok', found: 'free' }
  if (take_over)
    return {
      ...{ check, verdict: 'warning', found: `leads to ${now}, which will be replaced: ingest.take_over` },
      remedy: 'see that nobody reads it any more',
    }
  return {
    ...{ check, verdict: 'failed', found: `leads to ${now}, and an instance has one place for each type` },
    remedy: `name that stream in the deployment (ingest takes its ARN), take the association away, or consent to replace it with ingest.take_over`,
  }
}

/** The instances of a deployment, and what they put where. */
export async function instanceFindings(deployment: Deployment): Promise<readonly Finding[]> {
  const { region, instances, ingest } = deployment
  const client = new ConnectClient({ region })
  const findings: Finding[] = []
  for (const instance of instances) {
    const { arn: InstanceId, alias } = instance
    findings.push(...(await checked(`instance ${alias}`, () => instanceFinding(client, instance))))
    for (const place of placesOf(deployment)) {
      const ResourceType = place.storage_type
      findings.push(
        ...(await checked(`${ResourceType} of ${alias}`, async () => {
          const look = associated(client, { InstanceId, ResourceType })
          const there = await asked('connect:ListInstanceStorageConfigs', InstanceId, look)
          const isMedia = there?.KinesisVideoStreamConfig !== undefined
          const now = there && (isMedia ? await mediaNow(deployment, there) : placeOf(there))
          return placeFinding(alias, place, now, ingest.take_over)
        })),
      )
    }
  }
  return findings
}
