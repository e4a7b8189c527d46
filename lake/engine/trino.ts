import { type RecordBatch, type Schema, Table } from 'apache-arrow'
import type { LakeError } from '../../schema/error.ts'
import { type ArrowColumn, batchOf, schemaOf } from './arrow.ts'
import type { QueryEngine, ResultStream } from './engine.ts'
import { interrupted, outside, unanswered } from './failure.ts'
import { explained, isQuestion, refused } from './question.ts'
import { type TrinoValue, trinoColumn } from './trino-arrow.ts'
import {
  type RunningStatement,
  statement,
  type TrinoColumn,
  TrinoError,
  type TrinoFailure,
  type TrinoSession,
} from './trino-statement.ts'

/** Rows in one batch: a page of Trino's may have many thousands. */
const BATCH_ROWS = 2048

/** What to do about an error, by Trino's name for it. */
const remedies: Readonly<Record<string, string>> = {
  TABLE_NOT_FOUND: 'see what there is with: SHOW TABLES',
  COLUMN_NOT_FOUND: 'see the columns of a table or view with: DESCRIBE name',
  EXCEEDED_LOCAL_MEMORY_LIMIT: 'ask about fewer days or columns',
  NUMERIC_VALUE_OUT_OF_RANGE: 'sum fewer rows, or cast to double first; a bigint holds -2^63 to 2^63-1',
}

function inWords({ errorName, message }: TrinoFailure, cause: unknown): LakeError {
  if (errorName === 'PERMISSION_DENIED' || errorName === 'CATALOG_NOT_FOUND') return outside(message, cause)
  if (errorName === 'USER_CANCELED') return interrupted(cause)
  return unanswered(`${errorName}: ${message}`, remedies[errorName], cause)
}

/** Names as DuckDB makes them differ: the second `a` is `a_1`. */
function distinct(columns: readonly TrinoColumn[]): readonly string[] {
  const names = new Set<string>()
  for (const { name } of columns) {
    let free = name
    for (let i = 1; names.has(free); i++) free = `${name}_${i}`
    names.add(free)
  }
  return [...names]
}

/**
 * Asks a Trino in which a lake was registered. Who may read what is for the server to say: give a user who may read the
 * lake's catalog and nothing else. That a statement is a question is seen here.
 */
export function trinoEngine(session: TrinoSession): QueryEngine {
  const open = new Set<RunningStatement>()
  const stopped = new WeakSet<RunningStatement>()
  let closed = false

  function stopAll(): void {
    for (const each of open) {
      stopped.add(each)
      each.cancel()
    }
  }

  function check(sql: string): void {
    if (closed) throw new Error('the engine is closed')
    // EXPLAIN ANALYZE runs what it explains.
    const inner = explained(sql)
    if (inner !== undefined) check(inner)
    else if (!isQuestion(sql)) throw refused(sql)
  }

  /** The pages of a statement, its errors in the words of whoever asked. */
  async function* pagesOf(running: RunningStatement) {
    open.add(running)
    try {
      for await (const page of running.pages) {
        yield page
        if (stopped.has(running)) throw interrupted()
      }
    } catch (error) {
      if (stopped.has(running)) throw interrupted(error)
      throw error instanceof TrinoError ? inWords(error.failure, error) : error
    } finally {
      open.delete(running)
    }
  }

  async function stream(sql: string): Promise<ResultStream> {
    check(sql)
    const running = statement(session, sql.replace(/;\s*$/, ''))
    const pages = pagesOf(running)
    const first = await pages.next()
    // What has no columns is no result. A question always has some.
    if (first.done || !first.value.columns) throw refused(sql)
    const columns = first.value.columns.map(({ typeSignature }) => trinoColumn(typeSignature))
    const schema = schemaOf(distinct(first.value.columns), columns)
    const { data } = first.value

    async function* batches(): AsyncGenerator<RecordBatch> {
      try {
        yield* batchesOf(schema, columns, data ?? [], () => stopped.has(running))
        for await (const page of pages)
          yield* batchesOf(schema, columns, page.data ?? [], () => stopped.has(running))
      } finally {
        await pages.return(undefined)
      }
    }
    return { schema, batches: batches() }
  }

  return {
    stream,
    async query(sql) {
      const { schema, batches } = await stream(sql)
      const all: RecordBatch[] = []
      for await (const batch of batches) all.push(batch)
      return new Table(schema, all)
    },
    interrupt: stopAll,
    close() {
      closed = true
      stopAll()
    },
  }
}

function* batchesOf(
  schema: Schema,
  columns: readonly ArrowColumn<TrinoValue>[],
  rows: readonly (readonly TrinoValue[])[],
  isStopped: () => boolean,
): Generator<RecordBatch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const some = rows.slice(from, from + BATCH_ROWS)
    yield batchOf(schema, columns, some.length, i => some.map(row => row[i] ?? null))
    if (isStopped()) throw interrupted()
  }
}
