import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import { isInMemory } from '../../dashboards/deploy/reading.ts'
import { asked } from '../../lake/aws/failure.ts'
import { LakeError } from '../../schema/error.ts'
import { bytes } from '../terminal.ts'
import type { Note } from './note.ts'

const MB = 1024 * 1024
const DAY_MS = 86_400_000
/** CloudWatch keeps values of an hour so long; they are made only when capacity changes by a megabyte or more. */
const LOOK_BACK_DAYS = 455
const HOUR_S = 3600

/** The capacity of SPICE that an account has in a region, bytes. */
interface Capacity {
  readonly limit_bytes: number
  readonly used_bytes: number
}

/**
 * As CloudWatch has it: QuickSight's own API does not tell. Undefined where nothing was ever measured. Throws a `LakeError`.
 * Source: the aggregate SPICE metrics of the namespace AWS/QuickSight, which have no dimensions.
 */
async function capacityOf(region: string, now_ms: number): Promise<Capacity | undefined> {
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch')
  const metric = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'AWS/QuickSight', MetricName }, Period: HOUR_S, Stat: 'Maximum' },
  })
  const { MetricDataResults: results = [] } = await asked(
    'cloudwatch:GetMetricData',
    'SPICECapacityLimitInMB of AWS/QuickSight',
    new CloudWatchClient({ region }).send(
      new GetMetricDataCommand({
        MetricDataQueries: [
          metric('limit', 'SPICECapacityLimitInMB'),
          metric('used', 'SPICECapacityConsumedInMB'),
        ],
        StartTime: new Date(now_ms - LOOK_BACK_DAYS * DAY_MS),
        EndTime: new Date(now_ms),
        ScanBy: 'TimestampDescending',
      }),
    ),
  )
  const newest = (id: string): number | undefined => results.find(({ Id }) => Id === id)?.Values?.[0]
  const [limit, used] = [newest('limit'), newest('used')]
  return limit === undefined ? undefined : { limit_bytes: limit * MB, used_bytes: (used ?? 0) * MB }
}

/** Data sets that a plan has read into memory, and what those of them that are there take of it by now. */
function readBy(steps: readonly AssetStep[]): {
  readonly names: readonly string[]
  readonly takes_bytes: number
} {
  const read = steps.filter(
    ({ action, request }) => isInMemory(request) && ['create', 'update', 'read'].includes(action),
  )
  const sizes = read.map(({ before }) => Number(before?.shown.ConsumedSpiceCapacityInBytes ?? 0))
  return { names: read.map(({ request }) => request.id), takes_bytes: sizes.reduce((a, b) => a + b, 0) }
}

const unseen = (why: string): Note => ({
  is_seen: false,
  text: `The capacity of SPICE was not looked at: ${why}.`,
})

/**
 * What is told of the capacity of SPICE before data sets are read, and ends nothing: how large a new one will be nobody
 * knows, and QuickSight buys capacity by itself where the account has it so, which no API tells.
 */
export async function capacityNotes(
  region: string,
  steps: readonly AssetStep[],
  now_ms: number,
): Promise<readonly Note[]> {
  const { names, takes_bytes } = readBy(steps)
  if (names.length === 0) return []
  try {
    const capacity = await capacityOf(region, now_ms)
    if (!capacity) return [unseen(`CloudWatch has no metric of it in ${region}`)]
    const { limit_bytes, used_bytes } = capacity
    const free_bytes = Math.max(0, limit_bytes - used_bytes)
    if (free_bytes > takes_bytes) return []
    const uses = `${bytes(used_bytes)} of ${bytes(limit_bytes)} of SPICE are in use in ${region}`
    const needs =
      free_bytes === 0
        ? `and ${names.join(', ')} are to be read`
        : `and ${names.join(', ')}, which are to be read anew, take ${bytes(takes_bytes)}`
    return [
      {
        is_seen: true,
        text: `${uses}, ${needs}.
Unless the account buys capacity by itself, have some bought or set free in the console: Manage QuickSight, SPICE capacity.`,
      },
    ]
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    return [unseen(`${error.what}, ${error.value}. It needs ${error.allowed}`)]
  }
}
