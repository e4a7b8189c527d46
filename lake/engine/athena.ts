import type { GetQueryResultsCommandOutput, QueryExecution, Row } from '@aws-sdk/client-athena'
import type { RecordBatch } from 'apache-arrow'
import { batchesOf, distinct, schemaOf, tableOf } from './arrow.ts'
import { athenaClient, executed, resultPages } from './athena-execution.ts'
import { isNested, nestedValue, typeSignature, typesSql, unnestedSql } from './athena-nested.ts'
import type { AthenaPlace } from './athena-place.ts'
import { nothingSpent, spentOn, spentTogether } from './athena-price.ts'
import type { QueryEngine, ResultStream } from './engine.ts'
import { interrupted } from './failure.ts'
import { checkQuestion } from './question.ts'
import { type TrinoValue, type TypeSignature, trinoColumn } from './trino-arrow.ts'

/** Types by the names that Athena has for Trino's. */
const trinoNames: Readonly<Record<string, string>> = { float: 'real', int: 'integer', string: 'varchar' }

/** A column of a result: its name, and its type by the name that Trino has for it. */
interface Column {
  readonly name: string
  readonly type: string
}

/** A statement whose result is there: its columns, and its pages of rows. */
interface Found {
  readonly columns: readonly Column[]
  readonly pages: AsyncGenerator<readonly Texts[]>
}

/** A row as Athena has it: a text for each value, null for none. */
type Texts = readonly (string | null)[]

function columnsOf({ ResultSet }: GetQueryResultsCommandOutput): readonly Column[] {
  return (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({
    name: Name,
    type: trinoNames[Type] ?? Type,
  }))
}

/** The values of a row. DESCRIBE says that it has three columns, and gives one text with tabs in it. */
function texts({ Data = [] }: Row, columns: readonly Column[]): Texts {
  const [only] = Data
  if (Data.length === 1 && columns.length > 1 && only?.VarCharValue?.includes('\t'))
    return only.VarCharValue.split('\t').map(text => text.trim())
  return Data.map(({ VarCharValue }) => VarCharValue ?? null)
}

/**
 * The rows of each page. A result of SELECT begins with the names of its columns, those of SHOW and DESCRIBE do not, but
 * for some of several columns.
 */
async function* rowsOf(
  first: GetQueryResultsCommandOutput,
  rest: AsyncIterable<GetQueryResultsCommandOutput>,
  columns: readonly Column[],
  { StatementType }: QueryExecution,
): AsyncGenerator<readonly Texts[]> {
  const all = ({ ResultSet }: GetQueryResultsCommandOutput) =>
    (ResultSet?.Rows ?? []).map(row => texts(row, columns))
  const rows = all(first)
  const isNamed = columns.length > 1 && columns.every(({ name }, i) => rows[0]?.[i] === name)
  yield rows.slice(StatementType === 'DML' || isNamed ? 1 : 0)
  for await (const page of rest) yield all(page)
}

/**
 * Asks Athena about the tables and views of one database. Who may read what is for the role and Lake Formation to say:
 * give one that may read the lake and nothing else. That a statement is a question is seen here.
 */
export function athenaEngine(place: AthenaPlace): QueryEngine {
  const athena = athenaClient(place)
  const open = new Set<AbortController>()
  let closed = false
  let spent = nothingSpent

  const ended = (execution: QueryExecution): void => {
    spent = spentTogether(spent, spentOn(execution))
  }

  async function found(sql: string, signal: AbortSignal): Promise<Found> {
    const execution = await executed(athena, place, sql, signal, ended)
    const pages = resultPages(athena, execution)
    const first = await pages.next()
    if (first.done) throw new Error('Athena gave a result without a page')
    const columns = columnsOf(first.value)
    return { columns, pages: rowsOf(first.value, pages, columns, execution) }
  }

  /** The types of the columns of a question, in full. */
  async function typesOf(
    sql: string,
    columns: number,
    signal: AbortSignal,
  ): Promise<readonly TypeSignature[]> {
    const { pages } = await found(typesSql(sql, columns), signal)
    for await (const [row = []] of pages) return row.map(type => typeSignature(type ?? ''))
    return []
  }

  async function answered(sql: string, signal: AbortSignal): Promise<ResultStream> {
    const asked = await found(sql, signal)
    const isPlain = !asked.columns.some(({ type }) => isNested(type))
    const types: readonly TypeSignature[] = isPlain
      ? asked.columns.map(({ type }) => ({ rawType: type, arguments: [] }))
      : await typesOf(sql, asked.columns.length, signal)
    const { pages } = isPlain ? asked : await found(unnestedSql(sql, types), signal)
    const columns = types.map(trinoColumn)
    const schema = schemaOf(distinct(asked.columns.map(({ name }) => name)), columns)
    const value = (text: string | null, i: number): TrinoValue =>
      text !== null && isNested(types[i]?.rawType ?? '') ? nestedValue(text) : text

    async function* batches(): AsyncGenerator<RecordBatch> {
      for await (const rows of pages) {
        for (const batch of batchesOf(
          schema,
          columns,
          rows.map(row => row.map(value)),
        )) {
          yield batch
          if (signal.aborted) throw interrupted()
        }
      }
    }
    return { schema, batches: batches() }
  }

  async function stream(sql: string): Promise<ResultStream> {
    if (closed) throw new Error('the engine is closed')
    checkQuestion(sql)
    const stop = new AbortController()
    open.add(stop)
    try {
      const { schema, batches } = await answered(sql.replace(/;\s*$/, ''), stop.signal)
      return { schema, batches: closing(batches, stop) }
    } catch (error) {
      open.delete(stop)
      throw error
    }
  }

  async function* closing(
    batches: AsyncIterable<RecordBatch>,
    stop: AbortController,
  ): AsyncGenerator<RecordBatch> {
    try {
      yield* batches
    } finally {
      open.delete(stop)
    }
  }

  function interrupt(): void {
    for (const stop of open) stop.abort()
  }

  return {
    stream,
    query: async sql => tableOf(await stream(sql)),
    interrupt,
    spent: () => spent,
    close() {
      closed = true
      interrupt()
    },
  }
}
