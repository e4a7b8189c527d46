import type { ArrivalDays } from '../../etl/arrival.ts'
import type { Deployment } from '../../infra/config.ts'
import { nameOf } from '../../infra/names.ts'
import { LakeError } from '../../schema/error.ts'

/** A text as one word of a shell. */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/**
 * The command of the AWS command line that has the container of a deployment take in some days.
 * @throws LakeError where the deployment has no container
 */
export function containerCommand(deployment: Deployment, days: ArrivalDays, derive: boolean): string {
  const { backfill } = deployment.etl
  if (!backfill)
    throw new LakeError({
      what: 'the deployment has no container for backfills',
      value: deployment.environment,
      allowed: 'a deployment with etl.backfill: image, subnets, security groups',
      remedy: 'write etl.backfill into it, and deploy; or run the command without --container',
    })
  const name = nameOf(deployment, 'backfill')
  const command = ['backfill', '--from', days.from, '--to', days.to, ...(derive ? [] : ['--no-derive'])]
  const network = {
    awsvpcConfiguration: { subnets: backfill.subnets, securityGroups: backfill.security_groups },
  }
  const words = [
    ...['aws', 'ecs', 'run-task', '--region', deployment.region, '--launch-type', 'FARGATE'],
    ...['--cluster', name, '--task-definition', name],
    ...['--network-configuration', JSON.stringify(network)],
    ...['--overrides', JSON.stringify({ containerOverrides: [{ name: 'job', command }] })],
  ]
  return words.map(word).join(' ')
}
