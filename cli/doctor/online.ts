import type { Command } from 'commander'
import type { Deployment } from '../../infra/config.ts'
import { athenaRegion, beforeAws } from '../aws.ts'
import type { Config } from '../config.ts'
import { bootstrapFinding, type Caller, callerOf, credentialFinding } from './account.ts'
import { checked, type Finding, notChecked } from './finding.ts'
import { placeFindings } from './places.ts'

async function deploymentFindings(
  deployment: Deployment,
  types: readonly string[] | undefined,
  caller: Caller,
): Promise<readonly Finding[]> {
  const { instanceFindings } = await import('./instances.ts')
  const { flowLogFindings } = await import('./flow-logs.ts')
  const { bucketFinding } = await import('./buckets.ts')
  const { keyFindings } = await import('./keys.ts')
  const { quotaFindings } = await import('./quotas.ts')
  const { executionFinding, permissionFinding } = await import('./permissions.ts')
  const { stackFindings } = await import('./stacks.ts')
  return [
    ...(await checked('bootstrap', () => bootstrapFinding(caller, deployment.region))),
    ...(await checked('stacks', () => stackFindings(deployment))),
    ...(await checked('buckets', () => bucketFinding(deployment))),
    ...(await keyFindings(deployment)),
    ...(await instanceFindings(deployment)),
    ...(await flowLogFindings(deployment)),
    ...(await quotaFindings(deployment)),
    ...(await checked('permissions', () => permissionFinding(caller, deployment))),
    ...(await checked('deployer', () => executionFinding(deployment, types))),
  ]
}

/** What an account is asked about. */
interface Asked {
  readonly deployment: Deployment | undefined
  /** Of the resources that are to be deployed; undefined where they are not known. */
  readonly types: readonly string[] | undefined
  readonly config: Config | undefined
}

/** What the account says to a deployment and to a configuration; each may be missing. */
export async function online(
  command: Command,
  { deployment, types, config }: Asked,
): Promise<readonly Finding[]> {
  beforeAws()
  const place = {
    account: deployment?.account,
    region: deployment?.region ?? (config && athenaRegion(config)),
  }
  let caller: Caller | undefined
  const credentials = await checked('credentials', async () => {
    caller = await callerOf(place)
    return credentialFinding(caller, place)
  })
  if (caller === undefined || credentials.some(({ verdict }) => verdict === 'failed'))
    return [...credentials, notChecked('account', 'without its credentials nobody can be asked')]
  return [
    ...credentials,
    ...(deployment ? await deploymentFindings(deployment, types, caller) : []),
    ...(config ? await placeFindings(config, 'S3') : []),
    ...(config && (deployment?.quicksight || config.quicksight)
      ? await (await import('./quicksight.ts')).quickSightFindings(command, config, deployment)
      : [notChecked('quicksight', 'neither deployment nor configuration has a section quicksight')]),
  ]
}
