import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api'
import { Field, makeBuilder, makeData, RecordBatch, Schema, Struct, Table } from 'apache-arrow'
import { LakeError } from '../../schema/error.ts'
import { literal, quoted } from '../../schema/formats/duckdb.ts'
import { tables } from '../../schema/tables.ts'
import type { LakeState } from '../log/state.ts'
import { dataFiles, scanSql } from '../scan.ts'
import type { Storage } from '../storage/storage.ts'
import { arrowColumn } from './arrow.ts'
import type { QueryEngine, ResultStream } from './engine.ts'

export interface EngineOptions {
  /** Statements that make DuckDB answer as Athena does. */
  readonly prelude: readonly string[]
  /** Deployed views, each after those it reads. */
  readonly views: readonly { readonly name: string; readonly sql: string }[]
  readonly memory_bytes: number
  /** Where to spill to; made when needed. */
  readonly scratch: string
}

/** Turns a result into Arrow, batch by batch. */
function arrowStream(result: DuckDBResult): ResultStream {
  const columns = result.columnTypes().map(arrowColumn)
  const names = result.deduplicatedColumnNames()
  const schema = new Schema(columns.map((column, i) => new Field(names[i] ?? '', column.type, true)))

  async function* batches(): AsyncGenerator<RecordBatch> {
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      const children = columns.map(({ type, value }, i) => {
        const builder = makeBuilder({ type, nullValues: [null] })
        for (const each of chunk.getColumnValues(i)) builder.append(each === null ? null : value(each))
        return builder.finish().flush()
      })
      const data = makeData({
        type: new Struct(schema.fields),
        length: chunk.rowCount,
        nullCount: 0,
        children,
      })
      yield new RecordBatch(schema, data)
    }
  }
  return { schema, batches: batches() }
}

/** The tables as they are scanned, with the partition key as a date, too. */
const SCANS = 'scans'

/**
 * The same view, for an engine that leaves out files by a filter on the partition key, but not by one on a cast of it,
 * because a cast can fail. Athena does both, so the views are written with the cast. Grouped views stay as they are:
 * the group is by the key itself.
 */
function prunable(sql: string): string {
  if (!sql.includes('CAST(dt AS date)') || /\bGROUP BY\b/i.test(sql)) return sql
  const names = new RegExp(`\\b(FROM|JOIN)\\s+(${Object.keys(tables).join('|')})\\b`, 'gi')
  return sql.replaceAll('CAST(dt AS date)', 'dt_date').replace(names, `$1 ${SCANS}.$2`)
}

/** What EXPLAIN explains; undefined when the statement is something else. */
const explained = (sql: string): string | undefined =>
  /^\s*EXPLAIN\s*(?:\([^)]*\)\s*|ANALYZE\b\s*)?([\s\S]*)$/i.exec(sql)?.[1]

const refused = (value: string): LakeError =>
  new LakeError({
    what: 'this statement is not a question',
    value: value.trim().slice(0, 120),
    allowed: 'one SELECT, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN of them',
    remedy: 'ask with SELECT; the lake is only written by connect-lake run',
  })

/** An error of the engine in the words of the user: the first line says it, the rest points at the place. */
function inWords(error: unknown, sql: string): unknown {
  if (error instanceof LakeError || !(error instanceof Error)) return error
  const message = error.message
  if (/Permission Error|disabled by configuration|not in the list of allowed/i.test(message)) {
    return new LakeError({
      what: 'the query reaches outside the lake',
      value: message.split('\n')[0] ?? '',
      allowed: 'the tables and views of the lake',
      remedy: 'see what there is with: SHOW TABLES',
      cause: error,
    })
  }
  if (/INTERRUPT/i.test(message)) {
    return new LakeError({ what: 'the query was interrupted', remedy: 'run it again', cause: error })
  }
  return new LakeError({
    what: 'the query cannot be answered',
    value: sql.trim().replace(/\s+/g, ' ').slice(0, 200),
    remedy: message.trim(),
    cause: error,
  })
}

/** Shows the tables and views of a state in a database, and shuts everything else out. */
async function furnish(
  connection: DuckDBConnection,
  storage: Storage,
  state: LakeState,
  options: EngineOptions,
): Promise<void> {
  for (const statement of options.prelude) {
    // For the connections of the questions, too.
    await connection.run(statement.replace(/^SET (?!GLOBAL )/, 'SET GLOBAL '))
  }
  await connection.run(`CREATE SCHEMA ${SCANS}`)
  for (const table of Object.values(tables)) {
    const scan = scanSql(table, await dataFiles(table, state, storage), ['dt', 'dt_date'])
    await connection.run(`CREATE VIEW ${SCANS}.${quoted(table.name)} AS ${scan}`)
    await connection.run(
      `CREATE VIEW ${quoted(table.name)} AS SELECT * EXCLUDE (dt_date) FROM ${SCANS}.${quoted(table.name)}`,
    )
  }
  for (const { name, sql } of options.views) {
    await connection.run(`CREATE VIEW ${quoted(name)} AS ${prunable(sql)}`)
  }
  // From here on only the lake can be read, and nobody can change that.
  await connection.run(`SET allowed_directories = [${literal(storage.location)}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

/** Opens a lake as of the given state. The engine sees its tables and views and may read nothing else. */
export async function duckdbEngine(
  storage: Storage,
  state: LakeState,
  options: EngineOptions,
): Promise<QueryEngine> {
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.round(options.memory_bytes / 1_048_576)}MiB`,
    temp_directory: options.scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection: DuckDBConnection = await database.connect()
  try {
    await furnish(connection, storage, state, options)
  } catch (error) {
    connection.closeSync()
    database.closeSync()
    throw error
  }

  /** The statement, prepared, if it is one that only reads. */
  async function question(sql: string, asking: DuckDBConnection): Promise<DuckDBPreparedStatement> {
    const statements = await asking.extractStatements(sql)
    if (statements.count !== 1) throw refused(sql)
    const statement = await statements.prepare(0)
    if (statement.statementType === StatementType.SELECT) return statement
    const inner = explained(sql)
    if (statement.statementType !== StatementType.EXPLAIN || inner === undefined) throw refused(sql)
    // EXPLAIN ANALYZE runs what it explains.
    await question(inner, asking)
    return statement
  }

  // Each question has a connection of its own: on one that is shared, a statement ends the result of the one before.
  const open = new Set<DuckDBConnection>()

  function end(asking: DuckDBConnection): void {
    if (open.delete(asking)) asking.closeSync()
  }

  async function stream(sql: string): Promise<ResultStream> {
    const asking = await database.connect()
    open.add(asking)
    try {
      const { schema, batches } = arrowStream(await (await question(sql, asking)).stream())
      return { schema, batches: guarded(batches, sql, asking) }
    } catch (error) {
      end(asking)
      throw inWords(error, sql)
    }
  }

  async function* guarded<T>(
    items: AsyncIterable<T>,
    sql: string,
    asking: DuckDBConnection,
  ): AsyncGenerator<T> {
    try {
      yield* items
    } catch (error) {
      throw inWords(error, sql)
    } finally {
      end(asking)
    }
  }

  return {
    stream,
    async query(sql) {
      const { schema, batches } = await stream(sql)
      const all: RecordBatch[] = []
      for await (const batch of batches) all.push(batch)
      return new Table(schema, all)
    },
    interrupt() {
      for (const asking of open) asking.interrupt()
    },
    close() {
      for (const asking of open) end(asking)
      connection.closeSync()
      database.closeSync()
    },
  }
}
