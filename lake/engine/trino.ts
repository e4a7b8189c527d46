import type { RecordBatch } from 'apache-arrow'
import { LakeError } from '../../schema/error.ts'
import { batchesOf, distinct, schemaOf, tableOf } from './arrow.ts'
import type { QueryEngine, ResultStream } from './engine.ts'
import { interrupted } from './failure.ts'
import { checkQuestion, refused } from './question.ts'
import type { TrinoValue } from './trino-arrow.ts'
import { trinoColumn } from './trino-arrow.ts'
import { trinoFailure } from './trino-failure.ts'
import {
  type RunningStatement,
  rowsOfStatement,
  statement,
  TrinoError,
  type TrinoSession,
} from './trino-statement.ts'

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
      throw error instanceof TrinoError ? trinoFailure(error.failure, 'trino', error) : error
    } finally {
      open.delete(running)
    }
  }

  async function stream(sql: string): Promise<ResultStream> {
    if (closed) throw new Error('the engine is closed')
    checkQuestion(sql)
    const running = statement(session, sql.replace(/;\s*$/, ''))
    const pages = pagesOf(running)
    const first = await pages.next()
    // What has no columns is no result. A question always has some.
    if (first.done || !first.value.columns) throw refused(sql)
    const columns = first.value.columns.map(({ typeSignature }) => trinoColumn(typeSignature))
    const schema = schemaOf(distinct(first.value.columns.map(({ name }) => name)), columns)
    const { data } = first.value

    function* whole(some: Iterable<RecordBatch>): Generator<RecordBatch> {
      for (const batch of some) {
        yield batch
        if (stopped.has(running)) throw interrupted()
      }
    }

    async function* batches(): AsyncGenerator<RecordBatch> {
      try {
        yield* whole(batchesOf(schema, columns, data ?? []))
        for await (const page of pages) yield* whole(batchesOf(schema, columns, page.data ?? []))
      } finally {
        await pages.return(undefined)
      }
    }
    return { schema, batches: batches() }
  }

  return {
    stream,
    query: async sql => tableOf(await stream(sql)),
    interrupt: stopAll,
    close() {
      closed = true
      stopAll()
    },
  }
}

/** Runs statements that need be no questions, such as those that make views, and gives all rows of each. */
export const trinoStatement =
  (session: TrinoSession) =>
  async (sql: string): Promise<readonly (readonly TrinoValue[])[]> => {
    try {
      return await rowsOfStatement(session, sql)
    } catch (error) {
      if (!(error instanceof TrinoError)) throw error
      if (error.failure.errorName !== 'PERMISSION_DENIED') throw trinoFailure(error.failure, 'trino', error)
      throw new LakeError({
        what: 'Trino does not allow this user what was to be done',
        value: `${session.user}: ${error.message}`,
        allowed: 'a user who may make, replace and drop views in the schema',
        remedy: 'allow it in the access control of Trino, or name another user in trino.user',
        cause: error,
      })
    }
  }
