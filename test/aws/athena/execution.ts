import { randomUUID } from 'node:crypto'
import type { TrinoValue } from '../../../lake/engine/trino-arrow.ts'
import { type RunningStatement, type TrinoColumn, TrinoError } from '../../../lake/engine/trino-statement.ts'
import { athenaText, athenaType } from './text.ts'

/** What answers in Athena's stead. Pages may tell how many bytes were read, as Trino's do. */
export type Ask = (sql: string) => RunningStatement

/** Puts the file of a result. */
export type Keep = (location: string, text: string) => Promise<unknown>

/** A workgroup, as far as it matters. */
export interface WorkGroup {
  readonly state?: 'ENABLED' | 'DISABLED'
  /** Where results go; without one whoever asks has to say. */
  readonly output?: string
  /** The key that encrypts them. */
  readonly key_arn?: string
  readonly cutoff_bytes?: number
}

/** What is asked with StartQueryExecution. */
export interface Start {
  readonly QueryString: string
  readonly ClientRequestToken: string
  readonly WorkGroup?: string
  readonly QueryExecutionContext?: { readonly Catalog?: string; readonly Database?: string }
  readonly ResultConfiguration?: { readonly OutputLocation?: string }
  readonly ResultReuseConfiguration?: {
    readonly ResultReuseByAgeConfiguration?: { readonly Enabled?: boolean }
  }
}

/** A query as Athena keeps it. */
export interface Execution {
  readonly id: string
  readonly start: Start
  readonly output: string
  /** Answered with the result of an earlier one. */
  readonly is_reused: boolean
  state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  reason?: string
  scanned_bytes: number
  columns: readonly TrinoColumn[]
  rows: (readonly TrinoValue[])[]
  stop(): void
}

export const isUtility = (sql: string): boolean => /^\s*(?:SHOW|DESC|DESCRIBE)\b/i.test(sql)

/** SHOW and DESCRIBE are answered by Hive, but for SHOW FUNCTIONS: no header, and one text for each row. */
const isOfHive = (sql: string): boolean => isUtility(sql) && !/^\s*SHOW\s+FUNCTIONS\b/i.test(sql)

/** Begins a query; it goes on by itself. A decimal literal stays one here; Athena makes a double of it. */
export function begin(
  ask: Ask,
  { is_reused, ...start }: Start & { readonly is_reused: boolean },
  output: string,
  { cutoff_bytes = Infinity }: WorkGroup,
  keep: Keep,
): Execution {
  const running = ask(start.QueryString)
  const execution: Execution = {
    id: randomUUID(),
    start,
    output,
    is_reused,
    state: 'QUEUED',
    scanned_bytes: 0,
    columns: [],
    rows: [],
    stop: () => end('CANCELLED', 'Query cancelled by user'),
  }
  function end(state: Execution['state'], reason?: string): void {
    if (execution.state !== 'QUEUED' && execution.state !== 'RUNNING') return
    execution.state = state
    if (reason !== undefined) execution.reason = reason
    running.cancel()
  }
  async function run(): Promise<void> {
    execution.state = 'RUNNING'
    for await (const page of running.pages) {
      const { stats } = page as { readonly stats?: { readonly physicalInputBytes?: number } }
      execution.scanned_bytes = stats?.physicalInputBytes ?? execution.scanned_bytes
      if (execution.scanned_bytes > cutoff_bytes) return end('CANCELLED', 'Bytes scanned limit was exceeded')
      execution.columns = page.columns ?? execution.columns
      for (const row of page.data ?? []) execution.rows.push(row)
    }
    // Who is told that it has succeeded finds the file.
    await keep(resultFile(execution), resultText(execution))
    end('SUCCEEDED')
  }
  run().catch(error => {
    const [name, message] =
      error instanceof TrinoError
        ? [error.failure.errorName, error.message]
        : ['GENERIC_INTERNAL_ERROR', String(error)]
    end('FAILED', `${name}: ${message}`)
  })
  return execution
}

/** Where the file of a result lies: of SHOW and DESCRIBE it is text, of all else CSV. */
export const resultFile = ({ id, start, output }: Pick<Execution, 'id' | 'start' | 'output'>): string =>
  `${output.replace(/\/?$/, '/')}${id}.${isOfHive(start.QueryString) ? 'txt' : 'csv'}`

/** A result as its file has it: texts in quotes, all of them, and nothing at all for NULL. */
function resultText(execution: Execution): string {
  const { rows } = resultRows(execution, 0, Number.POSITIVE_INFINITY)
  const texts = rows.map(({ Data }) => Data.map(cell => ('VarCharValue' in cell ? cell.VarCharValue : null)))
  if (isOfHive(execution.start.QueryString)) return texts.map(([text]) => `${text}\n`).join('')
  const quoted = (text: string | null): string => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)
  return texts.map(row => `${row.map(quoted).join(',')}\n`).join('')
}

/** The rows from one on, as Athena has them: the names of the columns are the first, where there is a header. */
export function resultRows({ start, columns, rows }: Execution, from: number, count: number) {
  const header = isOfHive(start.QueryString) ? [] : [columns.map(({ name }) => name as string | null)]
  const some = rows.slice(Math.max(0, from - header.length), from - header.length + count)
  const cells = some.map(row =>
    row.map((value, i) => (value === null ? null : athenaText(value, columns[i]?.typeSignature as never))),
  )
  const texts = isOfHive(start.QueryString)
    ? cells.map(row => [row.map(text => text ?? '').join('\t')])
    : cells
  const all = [...(from === 0 ? header : []), ...texts].slice(0, count)
  return {
    rows: all.map(row => ({ Data: row.map(text => (text === null ? {} : { VarCharValue: text })) })),
    columns: columns.map(({ name, typeSignature }) => ({ Name: name, Type: athenaType(typeSignature) })),
    more: from + all.length < header.length + rows.length,
  }
}
