import { describe, expect, test } from 'vitest'
import { assumptions } from '../../sql/cost/assumptions.ts'
import { costOf, fixedUsage, monthlyVolume, rawUsage, recordUsage, usageOf } from '../../sql/cost/model.ts'
import { prices } from '../../sql/cost/prices.ts'
import { type Operation, sourceNames } from '../../sql/cost/volume.ts'

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
    // 40 metrics, 1,752 thousand updates: 5.256. 30 metrics of alarms, a dashboard: 6.00. 19 metrics of
    // our own: 5.70. 0.146 GB of logs: 0.073.
    ['CloudWatch', 17.029],
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

describe('what options add to ten thousand contacts a day, worked out by hand', () => {
  const added = (option: Partial<Operation>): Readonly<Record<string, number>> => {
    const [before, after] = [costs(operation), costs({ ...operation, ...option })]
    const changes = Object.entries(after).map(
      ([service, usd]) => [service, usd - (before[service] ?? 0)] as const,
    )
    return Object.fromEntries(changes.filter(([, usd]) => usd > 1e-9))
  }

  test('live alerts', () => {
    /*
     * A stream of its own: 730 hours, 29.20. In it 1,825,000 contact events of 2 kB and 43,800 minutes of 1 kB, 3.6938 GB: 0.2955.
     * Out 2.7375 and 0.0219 GB, and once more the 11.6175 GB of the two others: 14.3769 GB, 0.5751.
     *
     * Calls in a second, of four shards each: of contact records 0.030961 come to a shard, one call in 2 + 32.299 s, 0.116621;
     * of agent events 0.219907, 2 + 4.5474 s, 0.610932; of contact events and minutes 0.177778, 2 + 5.625 s, 0.524590. In 2,628,000
     * seconds 3,290,634 calls: 0.6581, and of 0.3 s and 0.512 GB 505,441 GB-seconds, 6.7393.
     *
     * State, 1.2 times a call: 3,948,761 puts, 19.7438, and as many gets, 1.5795; 6.4911 GB of the versions of a day, 0.1493; keys
     * 2.3693. Logs 6.5813 GB: 3.2906; 13 metrics, 3.90, and three of alarms, 0.30. 300 messages by e-mail.
     */
    const expected = {
      ...{ 'Kinesis Data Streams': 30.0706, Lambda: 7.3974, S3: 21.4726, KMS: 2.3693 },
      ...{ CloudWatch: 7.4906, SNS: 0.006 },
    }
    const found = added({ live: true })
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [service, usd] of Object.entries(expected)) expect(found[service], service).toBeCloseTo(usd, 3)
    // What is read from shards is free, and one shard is called more rarely than four: by sums like those above, each
    // second 0.099258 + 0.318792 + 0.524590 calls.
    const sharded = usageOf({ ...operation, shards: 1, live: true })
    expect(sharded.stream_out_gb - usageOf({ ...operation, shards: 1 }).stream_out_gb).toBeCloseTo(2.7594, 4)
    const more = sharded.lambda_million_requests - usageOf(operation).lambda_million_requests
    expect(more).toBeCloseTo(0.94264 * 2.628, 3)
  })

  test('small runs within minutes', () => {
    /*
     * 730 × 12 calls of 15 s at 3.008 GB: 395,251 GB-seconds, 5.2700, and 0.0018 for 8,760 of them. 60 writes each, 525.6 thousand, 2.6280,
     * and five times as many reads, 1.0512; keys 0.3154. Versions of half a day of Parquet, 288 a day for three days: 432 × 0.0175100 =
     * 7.5643 GB, 0.1740. Polls, one in four seconds: 0.657 million, 0.2628. Ten metrics, two of alarms, and 0.0438 GB of logs: 3.2219.
     */
    const expected = { Lambda: 5.2718, S3: 3.8532, KMS: 0.3154, SQS: 0.2628, CloudWatch: 3.2219 }
    const found = added({ arrivals: true })
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [service, usd] of Object.entries(expected)) expect(found[service], service).toBeCloseTo(usd, 3)
  })

  test('the managed lake as a second source', () => {
    /*
     * 325,458 records, read on three nights, 0.9764 GB: less than four statements a night of 10 MB, 1.2167 GB, 0.0061. 30.4167 calls of 60 s
     * at 1.769 GB, 3,228.4 GB-seconds; taken in three times, 3,436.8 MB at 0.124 s and 3.008 GB, 1,281.9: 0.0601. Zipped 0.1432 GB a
     * month for a year: 0.0395. Two metrics for an hour a day, two of alarms: 0.225.
     */
    const expected = { Athena: 0.0061, Lambda: 0.0601, S3: 0.0395, CloudWatch: 0.225 }
    const found = added({ managed_lake: true })
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [service, usd] of Object.entries(expected)) expect(found[service], service).toBeCloseTo(usd, 3)
    // Ten times as much is more than the least: 9.7638 GB.
    const [before, after] = [false, true].map(managed_lake =>
      usageOf({ contacts_per_day: 100_000, contact_records: 'stream', managed_lake }),
    )
    expect((after?.athena_tb ?? 0) - (before?.athena_tb ?? 0)).toBeCloseTo(0.0097638, 6)
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
