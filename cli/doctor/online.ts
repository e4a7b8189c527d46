import type { Command } from 'commander'
import type { Deployment } from '../../infra/config.ts'
import { athenaRegion, beforeAws } from '../aws.ts'
import type { Config } from '../config.ts'
import { openQuickSight } from '../quicksight/command.ts'
import { bootstrapFinding, type Caller, callerOf, credentialFinding } from './account.ts'
import { checked, type Finding, notChecked } from './finding.ts'
import { placeFindings } from './places.ts'

/** Whether the account has QuickSight as the configuration says. */
async function quickSightFinding(command: Command): Promise<Finding> {
  const { api, wanted } = await openQuickSight({}, command, 'configured')
  const { preflight } = await import('../../dashboards/deploy/preflight.ts')
  await preflight(api, wanted)
  const { account_id, region, identity_region, namespace } = api.place
  return {
    ...{ check: 'quicksight', verdict: 'ok' },
    found: `account ${account_id}, ${region}, people in ${identity_region}, namespace ${namespace}`,
  }
}

async function deploymentFindings(
  deployment: Deployment,
  types: readonly string[] | undefined,
  caller: Caller,
): Promise<readonly Finding[]> {
  const { instanceFindings } = await import('./instances.ts')
  const { flowLogFindings } = await import('./flow-logs.ts')
  const { quotaFindings } = await import('./quotas.ts')
  const { executionFinding, permissionFinding } = await import('./permissions.ts')
  return [
    ...(await checked('bootstrap', () => bootstrapFinding(caller, deployment.region))),
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
    ...(config?.quicksight
      ? await checked('quicksight', () => quickSightFinding(command))
      : [notChecked('quicksight', 'the configuration has no section quicksight')]),
  ]
}
