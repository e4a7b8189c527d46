import { cpus, totalmem } from 'node:os'
import type { Measured } from './measure.ts'

/** One comparison: what was measured, as a ratio, beside what is to be reached. */
export interface Finding {
  readonly question: string
  readonly goal: string
  readonly ratio: number
  readonly first: { readonly name: string } & Measured
  readonly second: { readonly name: string } & Measured
}

const seconds = (s: number | undefined): string => (s === undefined ? 'unknown' : `${s.toFixed(1)} s`)
export const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? 'unknown' : `${Math.round(bytes / 1e6)} MB`

/** Findings as Markdown: the ratios, then what each contestant took. */
export const comparison = (findings: readonly Finding[]): readonly string[] => [
  '| question | goal | found |',
  '|---|---|---|',
  ...findings.map(({ question, goal, ratio }) => `| ${question} | ${goal} | **${ratio.toFixed(2)}** |`),
  '',
  '| contestant | time | processor time | peak memory |',
  '|---|---:|---:|---:|',
  ...new Set(
    findings
      .flatMap(({ first, second }) => [first, second])
      .map(
        ({ name, wall_s, cpu_s, peak_rss_bytes }) =>
          `| ${name} | ${seconds(wall_s)} | ${seconds(cpu_s)} | ${megabytes(peak_rss_bytes)} |`,
      ),
  ),
]

const head = [
  '# Benchmarks',
  '',
  'Written by `npm run bench -- --write`. Simulated, seeded data; every contestant is a process of its own, started',
  'from a bundle, measured from outside; contestants take turns round by round, and medians are compared. Machines',
  'differ: read the ratios. Each part says where it was measured.',
].join('\n')

const machine = (): string => {
  const cores = cpus()
  return (
    `Machine: ${cores.length} × ${cores[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `Node ${process.versions.node}, ${process.platform}.`
  )
}

/** One part of the report, with the machine it was found on. */
export const part = (name: string, rounds: number, lines: readonly string[]): string =>
  [`## ${name}`, '', `${machine()} Rounds: ${rounds}.`, '', ...lines].join('\n').trimEnd()

/** The report with new parts in the place of old ones; what was not measured again stays as it was. */
export function report(before: string, names: readonly string[], parts: ReadonlyMap<string, string>): string {
  const old = new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map(text => [/^## (.*)/.exec(text)?.[1] ?? '', text.trimEnd()]),
  )
  return `${[head, ...names.flatMap(name => parts.get(name) ?? old.get(name) ?? [])].join('\n\n')}\n`
}
