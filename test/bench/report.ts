import { cpus, totalmem } from 'node:os'
import type { Finding, Sizes } from './races.ts'

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? 'unknown' : `${Math.round(bytes / 1e6)} MB`

/** What was found, as Markdown with the machine it was found on. */
export function report(findings: readonly Finding[], sizes: Sizes): string {
  const machine = cpus()
  const lines = [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`. Simulated, seeded data; every contestant is a process of its own, started',
    'from a bundle, measured from outside; contestants take turns round by round, and medians are compared. Machines',
    'differ: read the ratios.',
    '',
    `Machine: ${machine.length} × ${machine[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
      `Node ${process.versions.node}, ${process.platform}. Rounds: ${sizes.rounds} (parquetjs-lite and memory: 1).`,
    '',
    '| question | goal | found |',
    '|---|---|---|',
    ...findings.map(({ question, goal, ratio }) => `| ${question} | ${goal} | **${ratio.toFixed(2)}** |`),
    '',
    '| contestant | time | peak memory |',
    '|---|---:|---:|',
    ...new Set(
      findings
        .flatMap(({ first, second }) => [first, second])
        .map(
          ({ name, wall_s, peak_rss_bytes }) =>
            `| ${name} | ${wall_s.toFixed(1)} s | ${megabytes(peak_rss_bytes)} |`,
        ),
    ),
    '',
    '`connect-lake run` reads, checks, deduplicates, merges, counts and commits: contact records, their attributes, the',
    'ledger, the quarantine and the drift report. The hand-written statement does none of that: it reads the same',
    'columns into the same types and copies them to Parquet by day, attributes too. parquetjs-lite gets the columns that',
    'need no list or map of its own; what is nested is JSON text.',
    '',
  ]
  return lines.join('\n')
}
