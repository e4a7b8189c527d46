import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'

/** A node of the syntax tree; which one it is, its class says. */
export interface Node {
  readonly children?: readonly Node[] | null
  readonly start?: { readonly line: number; readonly column: number } | null
  getText(): string
}

/** A place in a text that is no SQL of Trino's. */
export interface SyntaxFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** The tree of one SELECT, or where it is none. */
export function parse(sql: string): { readonly tree: Node } | { readonly fault: SyntaxFault } {
  const parser = new TrinoSQL()
  let fault: SyntaxFault | undefined
  const tree = parser.parse(sql, ({ startLine, startColumn, message }) => {
    fault ??= { line: startLine, column: startColumn, message }
  })
  return fault ? { fault } : { tree: tree as unknown as Node }
}

/** A node and all below it. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of node.children ?? []) yield* nodesOf(child)
}
