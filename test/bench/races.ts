import { join } from 'node:path'
import { makeRaw } from './data.ts'
import type { Measured } from './measure.ts'
import type { Copies } from './multiply.ts'
import { type Commands, copyTo, type place } from './place.ts'
import { comparison, type Finding } from './report.ts'
import { rounds } from './rounds.ts'

/** How much data, and how often. */
export interface Sizes {
  readonly days: number
  readonly contacts_per_day: number
  readonly rounds: number
  /** Contacts of the one day to which late rows are added. */
  readonly day: number
  readonly late: number
  /** For agent time: days, and contacts of each, of which events are some ten times as many. */
  readonly agent_days: number
  readonly agent_contacts_per_day: number
  /** What lies in S3 when it is looked for what is new; each with as many commits after its last checkpoint. */
  readonly histories: readonly { readonly objects: number; readonly commits: number }[]
  /** What ten questions are asked of: a week, copied to other weeks and sites. */
  readonly copied: Copies & { readonly contacts_per_day: number }
  /** Contacts of the batch that one worker reads. */
  readonly batch_contacts: number
}

export interface Course {
  readonly commands: Commands
  readonly sizes: Sizes
  readonly rounds: number
  readonly at: Awaited<ReturnType<typeof place>>
  /** A folder for what is not to be made again the next time. */
  readonly kept: string
  say(line: string): void
}

const OURS = 'connect-lake run'

const aboutThroughput = [
  '`connect-lake run` reads, checks, deduplicates, merges, counts and commits: contact records, their attributes, the',
  'ledger, the quarantine and the drift report; derived tables are left for later. The hand-written statement does none',
  'of that: it reads the same columns into the same types and copies them to Parquet by day, attributes too.',
  'parquetjs-lite runs once, and gets the columns that need no list or map of its own; what is nested is JSON text.',
]

/** The whole pipeline against hand-written DuckDB, and against JSON.parse with parquetjs-lite. */
export async function throughput({
  commands,
  sizes,
  rounds: count,
  at,
  say,
}: Course): Promise<readonly string[]> {
  const { days, contacts_per_day } = sizes
  const clean = await makeRaw(at.folder, 'clean', { days, contacts_per_day }, say)
  const usual = await makeRaw(
    at.folder,
    'usual',
    { days, contacts_per_day, damage_share: 0.001, unknown_field_share: 0.005, late_share: 0.005 },
    say,
  )
  const names = {
    ours: `${OURS} --no-derive`,
    usual: `${OURS} --no-derive, 0.1 % damaged and 0.5 % with unknown fields`,
    duckdb: 'hand-written DuckDB: read_json and COPY',
    parquetjs: 'JSON.parse and parquetjs-lite',
  }
  const out = join(at.folder, 'out', 'lake')
  const prepare = async () => void (await at.fresh())
  const run = (raw: string) => [...commands.lake, 'run', '--no-derive', '--raw', raw, '--lake', out, '--json']
  const [ours, duckdb, untidy, parquetjs] = (await rounds(
    [
      { name: names.ours, command: run(clean.folder), prepare },
      {
        name: names.duckdb,
        command: [...commands.duckdbCopy, clean.folder, join(at.folder, 'out')],
        prepare,
      },
      { name: names.usual, command: run(usual.folder), prepare },
      {
        name: names.parquetjs,
        command: [...commands.parquetjs, clean.folder, join(at.folder, 'out')],
        prepare,
        rounds: 1,
      },
    ],
    count,
    say,
  )) as [Measured, Measured, Measured, Measured]
  const against = (
    question: string,
    goal: string,
    name: string,
    other: Measured,
    ratio: number,
  ): Finding => ({
    question,
    goal,
    ratio,
    first: { name: names.ours, ...ours },
    second: { name, ...other },
  })
  const findings = [
    against(
      `Time of the pipeline over hand-written DuckDB, ${clean.records} contact records`,
      'at most 1.25',
      names.duckdb,
      duckdb,
      ours.wall_s / duckdb.wall_s,
    ),
    against(
      'Time of JSON.parse and parquetjs-lite over the pipeline',
      'at least 10',
      names.parquetjs,
      parquetjs,
      parquetjs.wall_s / ours.wall_s,
    ),
    {
      question: 'Time with damaged records and unknown fields over the time without',
      goal: 'none set',
      ratio: untidy.wall_s / ours.wall_s,
      first: { name: names.usual, ...untidy },
      second: { name: names.ours, ...ours },
    },
  ]
  return [...comparison(findings), '', ...aboutThroughput]
}

/** Peak memory for ten times the data. */
export async function memory({
  commands,
  sizes,
  rounds: count,
  at,
  say,
}: Course): Promise<readonly string[]> {
  const { days, contacts_per_day } = sizes
  const little = await makeRaw(at.folder, 'clean', { days, contacts_per_day }, say)
  const much = await makeRaw(at.folder, 'tenfold', { days, contacts_per_day: contacts_per_day * 10 }, say)
  const prepare = async () => void (await at.fresh())
  const lake = join(at.folder, 'out', 'lake')
  const contestants = [little, much].map(({ folder, records }) => ({
    name: `${OURS}, ${records} contact records`,
    command: [...commands.lake, 'run', '--no-derive', '--raw', folder, '--lake', lake, '--json'],
    prepare,
  }))
  const [first, second] = (await rounds(contestants, count, say)) as [Measured, Measured]
  return comparison([
    {
      question: 'Peak memory for ten times the data',
      goal: 'at most 1.3',
      ratio: (second.peak_rss_bytes ?? Number.NaN) / (first.peak_rss_bytes ?? Number.NaN),
      first: { name: contestants[1]?.name ?? '', ...second },
      second: { name: contestants[0]?.name ?? '', ...first },
    },
  ])
}

/** Late rows into a large day, against writing that day again. */
export async function lateRows({
  commands,
  sizes,
  rounds: count,
  at,
  say,
}: Course): Promise<readonly string[]> {
  const end = '2025-07-15'
  const day = await makeRaw(at.folder, 'day', { days: 1, contacts_per_day: sizes.day, end }, say)
  const late = await makeRaw(at.folder, 'late', { days: 1, contacts_per_day: sizes.late, end, seed: 2 }, say)
  const before = join(at.folder, 'before')
  say('  filling the day')
  await rounds(
    [
      {
        name: `${OURS}, the day`,
        command: [...commands.lake, 'run', '--no-derive', '--raw', day.folder, '--lake', before, '--json'],
        prepare: async () => {},
      },
    ],
    1,
    say,
  )
  const lake = join(at.folder, 'out', 'lake')
  const added = `${OURS}, ${late.records} late records into a day of ${sizes.day}`
  const rewritten = 'hand-written DuckDB: late records and day read, deduplicated, written again'
  const [first, second] = (await rounds(
    [
      {
        name: added,
        command: [...commands.lake, 'run', '--no-derive', '--raw', late.folder, '--lake', lake, '--json'],
        prepare: async () => copyTo(before, `${await at.fresh()}/lake`),
      },
      {
        name: rewritten,
        command: [...commands.rewriteDay, before, end, late.folder, join(at.folder, 'out')],
        prepare: async () => void (await at.fresh()),
      },
    ],
    count,
    say,
  )) as [Measured, Measured]
  return comparison([
    {
      question: 'Time of adding late rows to a day over the time of writing the day again',
      goal: 'at most 0.15',
      ratio: first.wall_s / second.wall_s,
      first: { name: added, ...first },
      second: { name: rewritten, ...second },
    },
  ])
}
