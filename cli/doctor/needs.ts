import type { Deployment } from '../../infra/config.ts'
import { PUBLISHERS } from '../../infra/etl/reserved.ts'
import { sourcesOf } from '../../infra/ingest/sources.ts'
import type { Finding } from './finding.ts'

/** A quota of an account that a deployment needs some of. */
export interface Need {
  readonly service: 'lambda' | 'kinesis' | 'firehose'
  /** Its name in Service Quotas, whose words have changed now and then. */
  readonly name: RegExp
  /** What it is, in our words. */
  readonly what: string
  readonly wanted: number
}

/** Lambda keeps so many calls that no function has reserved; in accounts that are new, so many. */
const UNRESERVED = 100
const UNRESERVED_IN_NEW = 10

/** What a deployment needs of quotas. */
export function needsOf(deployment: Deployment): readonly Need[] {
  const sources = sourcesOf(deployment)
  const { shards } = deployment.ingest
  const streams = sources.filter(({ from }) => from === 'stream').length + (deployment.live ? 1 : 0)
  const needs: readonly Need[] = [
    {
      ...{ service: 'lambda', name: /^concurrent executions$/i, what: 'calls of Lambda at once' },
      wanted: deployment.etl.concurrency + PUBLISHERS,
    },
    shards === undefined
      ? {
          ...{
            service: 'kinesis',
            name: /on-demand.*streams|streams.*on-demand/i,
            what: 'streams on demand',
          },
          wanted: streams,
        }
      : {
          ...{ service: 'kinesis', name: /^(provisioned )?shards( per (region|account))?$/i, what: 'shards' },
          wanted: streams * shards,
        },
    {
      ...{ service: 'firehose', name: /^(delivery|firehose) streams$/i, what: 'delivery streams' },
      wanted: sources.length,
    },
  ]
  return needs.filter(({ wanted }) => wanted > 0)
}

/** Whether a quota will do. What others use of it is not known here. @param most undefined where it was not found */
export function quotaFinding({ service, what, wanted }: Need, most: number | undefined): Finding {
  const check = `quota ${service}`
  const remedy = `have it raised: Service Quotas, ${service}, ${what}`
  if (most === undefined)
    return {
      ...{ check, verdict: 'not checked', found: `the quota of ${what} was not found` },
      remedy: `see in Service Quotas that ${wanted} are free`,
    }
  const found = `${wanted} of ${most} ${what}`
  if (service !== 'lambda')
    return wanted > most ? { check, verdict: 'failed', found, remedy } : { check, verdict: 'ok', found }
  const left = most - PUBLISHERS
  if (left < UNRESERVED_IN_NEW)
    return {
      ...{ check, verdict: 'failed', remedy },
      found: `${found}: none can be reserved for publishing, for Lambda keeps ${UNRESERVED_IN_NEW}`,
    }
  if (left < UNRESERVED)
    return {
      ...{ check, verdict: 'warning', remedy },
      found: `${found}: Lambda may refuse to reserve one for publishing, for it keeps up to ${UNRESERVED}`,
    }
  if (wanted > most)
    return { check, verdict: 'warning', found: `${found}: workers will wait for each other`, remedy }
  return { check, verdict: 'ok', found }
}
