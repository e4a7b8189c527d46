import { describe, expect, test } from 'vitest'
import { assumptions } from '../../sql/cost/assumptions.ts'
import {
  costOf,
  fixedUsage,
  monthlyVolume,
  type Operation,
  rawUsage,
  recordUsage,
  sourceNames,
  usageOf,
} from '../../sql/cost/model.ts'
import { prices } from '../../sql/cost/prices.ts'

const operation: Operation = { contacts_per_day: 10_000, contact_records: 'stream' }
const costs = (of: Operation): Readonly<Record<string, number>> =>
  Object.fromEntries(costOf(usageOf(of)).map(({ service, usd }) => [service, usd]))

describe('ten thousand contacts a day, worked out by hand: 304,166.67 contacts in a month of 30.4167 days', () => {
  test('volumes', () => {
    // For each contact: 1.07 × 3,520 + 7.6 × 4,530 + 6 × 1,500 + 5,000 = 52,194.4 bytes.
    expect(monthlyVolume(operation).raw_gb).toBeCloseTo(15.8758, 3)
    // 3,766.4 / 8 + 34,428 / 15 + 9,000 / 8 + 5,000 = 8,891.0 bytes.
    expect(monthlyVolume(operation).zipped_gb).toBeCloseTo(2.70435, 4)
    // 1.07 × 500 + 7.6 × 160 = 1,751 bytes.
    expect(monthlyVolume(operation).parquet_gb).toBeCloseTo(0.532596, 5)
  })

  test.each([
    // Two streams, 730 hours: 58.40. In 1.07 × 4 + 7.6 × 5 = 42.28 kB a contact: 12.8602 GB, 1.0288. Out, as they are,
    // 38.1944 kB: 11.6175 GB, 0.4647. A second day of retention: 0.4228 GB-months, 0.0423.
    ['Kinesis Data Streams', 59.9358],
    // In steps of 5 kB: (1.07 + 7.6 + 6 + 1) × 5 = 78.35 kB a contact, 23.8315 GB.
    ['Data Firehose', 0.6911],
    // 730 runs of 30 s, and the 38,194.4 bytes of a contact that the job reads, 11,617.5 MB at 0.124 s: 23,340.6 s of
    // 3.008 GB, 70,208.4 GB-seconds: 0.9361. 730 × 4 calls and 730 batches: 0.0007.
    ['Lambda', 0.9368],
    // 730 × (10 + 3).
    ['Step Functions', 0.2373],
    // 1,000 queries of 2 % of 6.39115 GB: 127.823 GB. A month read anew 4 × 30.4167 times: 64.799 GB. 0.192622 TB.
    ['Athena', 0.9631],
    // 2 × 24 + 20 × 3, and 12.7823 GB of SPICE at 0.38.
    ['QuickSight', 112.8573],
    // 40 metrics, 1,752 thousand updates: 5.256. 30 metrics of alarms, a dashboard: 6.00. 0.146 GB of logs: 0.073.
    ['CloudWatch', 11.329],
    // Of the raw objects, 8,760 of each source, those of flow logs alone are large enough to be moved: 1.520833 GB, 173,611 bytes
    // each. Standard: three months of them, twelve of the other 1.183515 GB, and 6.39115 of Parquet: 25.155829 GB, 0.5786. Of
    // versions not yet collected, 24 a day of half a day of Parquet for three days: 36 × 0.0175100 = 0.63036 GB, 0.0145. Nine
    // months of flow logs: 13.6875 GB, 0.1711, and 8.76 thousand moves, 0.0876.
    // 4 × 730 × 12 objects and 730 × 60 writes: 78.84 thousand, 0.3942. Reads 35.04 + 5 × 78.84 thousand: 0.1717.
    ['S3', 1.4177],
    // Two keys, each rotated once, and 15,768 requests.
    ['KMS', 4.0473],
  ])('%s', (service, usd) => {
    expect(costs(operation)[service]).toBeCloseTo(usd, 3)
  })
})

test('without a stream for contact records: its hours, and what goes through it, are not paid', () => {
  const [stream = {}, firehose = {}] = (['stream', 'firehose'] as const).map(contact_records =>
    costs({ ...operation, contact_records }),
  )
  // 730 × 0.04, 1.30183 GB in, 1.14561 GB out, 0.0428 GB-months.
  const saved = (stream['Kinesis Data Streams'] ?? 0) - (firehose['Kinesis Data Streams'] ?? 0)
  expect(saved).toBeCloseTo(29.3543, 3)
  expect({ ...stream, 'Kinesis Data Streams': 0 }).toEqual({ ...firehose, 'Kinesis Data Streams': 0 })
})

test('a batch holds 64 MB: more than that in an hour is more of them', () => {
  // Of two million a day 83,333 come in an hour, 2,766.0 zipped bytes each: 230.5 MB, 3.6016 batches.
  const { step_thousand_transitions } = usageOf({ contacts_per_day: 2_000_000, contact_records: 'stream' })
  expect(step_thousand_transitions).toBeCloseTo((730 * (10 + 3 * 3.6016)) / 1000, 2)
})

test('more contacts never cost less, and no meter is negative or unpriced', () => {
  const sizes = [0, 1, 1000, 1_000_000, 10_000_000].map(contacts_per_day =>
    usageOf({ ...operation, contacts_per_day }),
  )
  for (const [at, usage] of sizes.entries()) {
    expect(Object.keys(usage).sort()).toEqual(Object.keys(prices).sort())
    for (const [meter, amount] of Object.entries(usage)) {
      expect(amount, meter).toBeGreaterThanOrEqual(
        Object.entries(sizes[at - 1] ?? {}).find(([name]) => name === meter)?.[1] ?? 0,
      )
    }
  }
})

test('parts that are proportional, and what people use, are the whole where neither batches nor objects are full', () => {
  const volume = monthlyVolume(operation)
  const contacts = (10_000 * 365) / 12
  const parts = [
    fixedUsage('stream'),
    ...sourceNames.map(name =>
      recordUsage(name, contacts * assumptions.sources[name].records_per_contact, 'stream'),
    ),
    ...sourceNames.map(name => rawUsage(name, contacts * assumptions.sources[name].records_per_contact, 3)),
    // 1,000 queries of 2 % of twelve months of Parquet, two authors, twenty readers.
    {
      ...{ athena_tb: (volume.parquet_gb * 12 * 0.02 * 1000) / 1000 },
      ...{ quicksight_authors: 2, quicksight_readers: 20 },
    },
  ]
  const total = parts.flatMap(costOf).reduce((sum, { usd }) => sum + usd, 0)
  expect(total).toBeCloseTo(
    Object.values(costs(operation)).reduce((sum, usd) => sum + usd, 0),
    9,
  )
})

describe('options of ten thousand contacts a day, worked out by hand', () => {
  const kinesis = (option: Partial<Operation>): number =>
    costs({ ...operation, ...option })['Kinesis Data Streams'] ?? 0
  // 12.8602 GB a month are 0.422801 a day.
  test.each<[string, Partial<Operation>, number]>([
    ['a day is free', { retention_hours: 24 }, 59.9358 - 0.0423],
    ['a week: six days at 0.10', { retention_hours: 168 }, 59.9358 - 0.0423 + 6 * 0.0423],
    // 358 days at 0.023: 3.4813.
    ['a year: the rest of it at 0.023', { retention_hours: 8760 }, 59.9358 - 0.0423 + 6 * 0.0423 + 3.4813],
    // 2 × 730 hours at 0.015, and at 0.02 for two days: 21.90 + 29.20; 8.67 × 304,166.67 records: 2.637125 millions, 0.0369.
    ['a shard for each stream', { shards: 1 }, 51.1369],
    ['two of them, and a day', { shards: 2, retention_hours: 24 }, 43.8369],
    // What lies beyond a week is paid by what it is.
    ['a shard for each, and a year', { shards: 1, retention_hours: 8760 }, 51.1369 + 3.4813],
  ])('%s', (_, option, usd) => {
    expect(kinesis(option)).toBeCloseTo(usd, 3)
  })

  test('raw objects that are moved after a month, or never', () => {
    const s3 = (raw_standard_months: number): number => costs({ ...operation, raw_standard_months }).S3 ?? 0
    // Two months of 1.520833 GB, at 0.0125 in place of 0.023.
    expect(s3(3) - s3(1)).toBeCloseTo(0.0319, 3)
    // Nine months of them, and no moves: 0.1437 - 0.0876.
    expect(s3(Number.POSITIVE_INFINITY) - s3(3)).toBeCloseTo(0.0561, 3)
  })
})
