import { styled } from '../terminal.ts'
import type { Finding, Verdict } from './finding.ts'

const marks = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
  'not checked': ['·', 'dim'],
} as const satisfies Readonly<Record<Verdict, readonly [string, string]>>

/** A line for each check, and below it what to do. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ check }) => check.length))
  return findings.flatMap(({ check, verdict, found, remedy }) => {
    const [mark, colour] = marks[verdict]
    const lead = `${styled(colour, `${mark} ${verdict.padEnd(11)}`)}  ${check.padEnd(width)}  `
    const indent = ' '.repeat(17 + width)
    const [first = '', ...more] = found.split('\n')
    return [
      lead + first,
      ...more.map(line => indent + line),
      ...(remedy === undefined ? [] : [`${indent}do: ${remedy}`]),
    ]
  })
}

export const hasFailed = (findings: readonly Finding[]): boolean =>
  findings.some(({ verdict }) => verdict === 'failed')

/** How many checks came to what: `12 ok, 1 warning, 2 failed, 1 not checked`. */
export const tally = (findings: readonly Finding[]): string =>
  (Object.keys(marks) as Verdict[])
    .map(verdict => ({ verdict, n: findings.filter(each => each.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => `${n} ${verdict}`)
    .join(', ')
