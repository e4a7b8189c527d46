import {
  CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
  type SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Deployment } from '../../infra/config.ts'
import { flowLogFilter, flowLogGroup } from '../../infra/ingest/sources.ts'
import { asked } from '../../lake/aws/failure.ts'
import { checked, type Finding } from './finding.ts'

/** A log group has no more, and no quota raises it. */
const MOST_FILTERS = 2
const WITHOUT = 'do without flow logs: "flow_logs": false in ingest'

/** The filters of a log group; undefined where there is no such group. */
async function filtersOf(
  client: CloudWatchLogsClient,
  logGroupName: string,
): Promise<readonly SubscriptionFilter[] | undefined> {
  const found = client.send(new DescribeSubscriptionFiltersCommand({ logGroupName })).then(
    ({ subscriptionFilters = [] }) => subscriptionFilters,
    error => {
      if ((error as Error).name === 'ResourceNotFoundException') return undefined
      throw error
    },
  )
  return asked('logs:DescribeSubscriptionFilters', logGroupName, found)
}

/** Whether a log group can be led to our delivery stream. @param filters undefined where there is no such group */
function filterFinding(
  check: string,
  group: string,
  filters: readonly SubscriptionFilter[] | undefined,
  ours: { readonly name: string; readonly destination: string },
): Finding {
  const bad = (found: string, remedy: string): Finding => ({ check, verdict: 'failed', found, remedy })
  if (!filters)
    return bad(
      `there is no log group ${group}: Connect makes it when the first flow logs`,
      `enable flow logs of the instance, and let a flow with a block "Set logging behavior" run; or ${WITHOUT}`,
    )
  const mine = filters.find(({ filterName }) => filterName === ours.name)
  if (mine?.destinationArn === ours.destination)
    return { check, verdict: 'ok', found: `${group} leads to ${ours.destination} already` }
  if (mine)
    return bad(
      `the filter ${ours.name} of ${group} leads to ${mine.destinationArn}, not to ${ours.destination}`,
      `take it away: aws logs delete-subscription-filter --log-group-name ${group} --filter-name ${ours.name}`,
    )
  if (filters.length >= MOST_FILTERS) {
    const taken = filters.map(({ filterName, destinationArn }) => `${filterName} to ${destinationArn}`)
    return bad(
      `${group} has ${filters.length} of ${MOST_FILTERS} filters: ${taken.join(', ')}`,
      `take one away that nobody needs; or ${WITHOUT}`,
    )
  }
  return { check, verdict: 'ok', found: `${group} has ${filters.length} of ${MOST_FILTERS} filters` }
}

/** The log groups of the instances' flows, where they are kept. */
export async function flowLogFindings(deployment: Deployment): Promise<readonly Finding[]> {
  const { region, instances, ingest } = deployment
  if (!ingest.flow_logs) return []
  const client = new CloudWatchLogsClient({ region })
  const ours = flowLogFilter(deployment)
  const looks = instances.map(({ alias }) => {
    const [check, group] = [`flow logs of ${alias}`, flowLogGroup(alias)]
    return checked(check, async () => filterFinding(check, group, await filtersOf(client, group), ours))
  })
  return (await Promise.all(looks)).flat()
}
