import {
  ExtractContext,
  FunctionCallContext,
  NormalizeContext,
  PositionContext,
  SubstringContext,
  TrimContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js'
import { cases, ERROR } from '../dialect.cases.ts'
import { type Node, nodesOf, parse } from './parse.ts'

/** What is called with words between its arguments, and has a kind of node of its own. */
const special = [
  [ExtractContext, 'extract'],
  [NormalizeContext, 'normalize'],
  [PositionContext, 'position'],
  [SubstringContext, 'substring'],
  [TrimContext, 'trim'],
] as const

/** The name of the function that a node calls, in lower case; undefined when it calls none. */
export function functionOf(node: Node): string | undefined {
  if (node instanceof FunctionCallContext) return node.functionName().getText().toLowerCase()
  return special.find(([kind]) => node instanceof kind)?.[1]
}

/** The functions that a dialect case shows to give Athena's answer, on DuckDB as on Trino. */
export function provenFunctions(): ReadonlySet<string> {
  const proven = cases.filter(({ athena, gap }) => gap === undefined && athena !== ERROR)
  return new Set(
    proven.flatMap(({ sql }) => {
      const parsed = parse(sql)
      if ('fault' in parsed) throw new Error(`a dialect case is no SQL of Trino's: ${sql}`)
      return [...nodesOf(parsed.tree)].flatMap(node => functionOf(node) ?? [])
    }),
  )
}
