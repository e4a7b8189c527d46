import { assumptions } from './assumptions.ts'
import { costOf, monthlyVolume, usageOf } from './model.ts'
import { PRICED_ON, type Price, prices } from './prices.ts'
import type { Operation } from './volume.ts'

const SIZES = [1000, 10_000, 100_000, 1_000_000]

const number = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const usd = (value: number): string => number(value, 2)
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(row)].join('\n')

const operations = (contact_records: Operation['contact_records']): readonly Operation[] =>
  SIZES.map(contacts_per_day => ({ contacts_per_day, contact_records }))
const totalOf = (operation: Operation): number =>
  costOf(usageOf(operation)).reduce((total, { usd }) => total + usd, 0)

/** What each service costs, a row each; a column for each size. */
function costTable(): string {
  const streamed = operations('stream')
  const costs = streamed.map(operation => costOf(usageOf(operation)))
  const services = (costs[0] ?? [])
    .map(({ service }, at) => ({ service, all: costs.map(each => each[at]?.usd ?? 0) }))
    // Of options alone are some.
    .filter(({ all }) => all.some(each => each > 0))
    .map(({ service, all }) => [service, ...all.map(usd)])
  const total = (name: string, of: readonly Operation[]): readonly string[] => [
    name,
    ...of.map(each => `**${usd(totalOf(each))}**`),
  ]
  const perContact = streamed.map(each => number((totalOf(each) * 12) / (each.contacts_per_day * 365), 6))
  return table(
    ['USD a month, by contacts a day', ...SIZES.map(size => number(size, 0))],
    [
      ...services,
      total('all', streamed),
      total('all, with `ingest.contact_records: firehose`', operations('firehose')),
      ['for each contact', ...perContact],
    ],
  )
}

/** Options of a deployment, and what they change. */
const options: readonly (readonly [name: string, option: Partial<Operation>])[] = [
  ['`live`: rules', { live: true }],
  ['`etl.arrivals`: true', { arrivals: true }],
  ['`etl.managed_lake`', { managed_lake: true }],
  ['`ingest.retention_hours`: 24', { retention_hours: 24 }],
  ['`ingest.retention_hours`: 168, a week', { retention_hours: 168 }],
  ['`ingest.retention_hours`: 8760, a year', { retention_hours: 8760 }],
  ['`ingest.shards`: 1', { shards: 1 }],
  ['`ingest.shards`: 4', { shards: 4 }],
  ['`storage.raw_infrequent_after_days`: 30', { raw_standard_months: 1 }],
  ['`storage.raw_infrequent_after_days`: never', { raw_standard_months: Number.POSITIVE_INFINITY }],
]

/** What an option adds to all, or takes from it. */
function optionTable(): string {
  const rows = options.map(([name, option]) => {
    const changes = operations('stream').map(
      operation => totalOf({ ...operation, ...option }) - totalOf(operation),
    )
    // Without the sign of a nought.
    return [
      name,
      ...changes.map(change =>
        Math.abs(change) < 0.005 ? '0.00' : `${change > 0 ? '+' : ''}${usd(change)}`,
      ),
    ]
  })
  return table(['USD a month more, by contacts a day', ...SIZES.map(size => number(size, 0))], rows)
}

function volumeTable(): string {
  const volumes = SIZES.map(contacts_per_day => monthlyVolume({ contacts_per_day }))
  const usages = operations('stream').map(usageOf)
  const of = (name: string, value: (at: number) => number, digits = 1): readonly string[] => [
    name,
    ...SIZES.map((_, at) => number(value(at), digits)),
  ]
  return table(
    ['in a month, by contacts a day', ...SIZES.map(size => number(size, 0))],
    [
      of('raw, as Connect sends it, GB', at => volumes[at]?.raw_gb ?? 0),
      of('raw, zipped, GB', at => volumes[at]?.zipped_gb ?? 0),
      of('Parquet that is added, GB', at => volumes[at]?.parquet_gb ?? 0, 2),
      of('requests of S3, thousands', at => {
        const { s3_thousand_writes = 0, s3_thousand_reads = 0 } = usages[at] ?? {}
        return s3_thousand_writes + s3_thousand_reads
      }),
      of('Lambda, thousand GB-seconds', at => (usages[at]?.lambda_gb_s ?? 0) / 1000),
      of('scanned by Athena, GB', at => (usages[at]?.athena_tb ?? 0) * 1000),
      of('SPICE, GB', at => usages[at]?.spice_gb_months ?? 0),
    ],
  )
}

/** Every assumption, by its path. */
const leaves = (node: object, path: string): readonly (readonly string[])[] =>
  Object.entries(node).flatMap(([name, value]) => {
    const at = path === '' ? name : `${path}.${name}`
    return typeof value === 'object' && value !== null ? leaves(value, at) : [[`\`${at}\``, String(value)]]
  })

/** The sections of docs/cost.md. */
export const costSections = (): readonly string[] => [
  `## By service\n\n${costTable()}`,
  [
    '## What options change',
    'Beside what is there by default. S3 moves no object below 128 KiB to infrequent access by itself: where few contacts come, raw objects stay in Standard, whatever `storage.raw_infrequent_after_days` says. A shard takes 1 MiB a second; whether so many are enough, the alarm `shards-full` says. `live` pays most for calls, state and logs, which grow with records until each shard is called every two seconds, and for a stream of its own; what EventBridge passes on of Connect and of the clock is free. `etl.managed_lake` reads a table of Connect of which nobody says how large it is: see the assumptions. `ingest.file_notices` adds two alarms, and for each file a few requests of SQS, of which a million cost less than a dollar.',
    optionTable(),
  ].join('\n\n'),
  `## How much of it\n\n${volumeTable()}`,
  [
    `## Prices of ${PRICED_ON}`,
    'List prices of us-east-1, typed in by hand on that day, without free tier and discounts. Where a price was seen in public stands beside it; the others are not confirmed. Check them against https://aws.amazon.com/pricing/ before you rely on a sum; other regions take more.',
    table(
      ['service and unit', 'USD', 'seen'],
      Object.values(prices).map(({ service, unit, usd, seen = 'not confirmed' }: Price) => [
        `${service}: ${unit}`,
        // Ten digits after the point, without the zeros at their end: the price of a GB-second is small.
        usd.toFixed(10).replace(/\.?0+$/, ''),
        seen,
      ]),
    ),
  ].join('\n\n'),
  [
    '## Assumptions',
    'Why each of them: `sql/cost/assumptions.ts`. Sizes of records are measured on simulated data, seconds of work by the benchmark `worker`; the rest are guesses.',
    table(['assumption', 'value'], leaves(assumptions, '')),
  ].join('\n\n'),
  '## Not in it\n\nConnect itself and Contact Lens; recordings, transcripts and live media where `ingest` has them; the crawler; backfills in a container; data that leaves the region; results of Athena, which go after two weeks; support and taxes.',
]
