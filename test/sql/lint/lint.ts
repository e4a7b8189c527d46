import { functionOf } from './functions.ts'
import { nodesOf, parse } from './parse.ts'
import { notAthena, rules } from './rules.ts'

/** One place in a text that a view may not have. */
export interface Finding {
  /** From 1. */
  readonly line: number
  readonly what: string
  readonly instead: string
}

/** Characters before and after the place where the parser stopped, in which the cause is looked for. */
const NEAR = 16

/**
 * Whatever in a SELECT is outside the part of Athena's SQL that both engines answer alike.
 * @param proven Functions, in lower case, that give the same answer on both.
 */
export function lint(sql: string, proven: ReadonlySet<string>): readonly Finding[] {
  const parsed = parse(sql)
  if ('fault' in parsed) {
    const { line, column, message } = parsed.fault
    const text = sql.split('\n')[line - 1] ?? ''
    const near = text.slice(Math.max(0, column - NEAR), column + NEAR)
    const [, instead] = notAthena.find(([at]) => at.test(near)) ?? []
    return [
      { line, what: `no SQL of Athena's: ${message}`, instead: instead ?? `something else near: ${near}` },
    ]
  }
  return [...nodesOf(parsed.tree)].flatMap(node => {
    const line = node.start?.line ?? 0
    const broken = rules.filter(({ found }) => found(node))
    const name = functionOf(node)
    return [
      ...broken.map(({ what, instead }) => ({ line, what, instead })),
      ...(name === undefined || proven.has(name)
        ? []
        : [
            {
              line,
              what: `the function ${name}, of which no dialect case shows that the engines agree`,
              instead: 'a function that has one, or a case for this one in test/sql/dialect.cases.ts',
            },
          ]),
    ]
  })
}
