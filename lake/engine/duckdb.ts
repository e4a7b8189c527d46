import { rmSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
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
  /** Where to spill to, in a folder of the engine's own; made when it is not there. */
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

/** How a question begins. Others are not even prepared: preparing EXPORT DATABASE makes a folder. */
const asks =
  /^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|FROM|VALUES|TABLE|DESCRIBE|DESC|SHOW|SUMMARIZE)\b/i

/** How those begin of which a table can be made. */
const tabular = /^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|FROM|VALUES|TABLE)\b/i

/** Functions that change the engine, write files or take a statement as a text: no question needs one. */
const meddles =
  /\b(?:(?:en|dis)able_\w+|truncate_duckdb_logs|write_log|(?:force_)?checkpoint|query|query_table|json_execute_\w+)"?(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*\(/i

const refused = (value: string): LakeError =>
  new LakeError({
    what: 'this statement is not a question',
    value: value.trim().slice(0, 120),
    allowed: 'one SELECT, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN of them',
    remedy: 'ask with SELECT; the lake is only written by connect-lake run',
  })

const interrupted = (cause?: unknown): LakeError =>
  new LakeError({
    what: 'the query was interrupted',
    remedy: 'run it again: what was read is not all of it',
    cause,
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
  if (/INTERRUPT/i.test(message)) return interrupted(error)
  if (message.includes('Error in native callback')) return refused(sql)
  const [, remedy] = remedies.find(([pattern]) => pattern.test(message)) ?? []
  return new LakeError({
    what: 'the query cannot be answered',
    value: message.trim(),
    allowed: 'SQL as Athena has it, over the tables and views of the lake',
    remedy: remedy ?? 'mend the statement and ask again',
    cause: error,
  })
}

/** What to do about an error of the engine, by what it says. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/Out of Memory/i, 'give it more with --memory-mb, or ask about fewer days or columns'],
  [/Table with name|Catalog Error.*does not exist/i, 'see what there is with: SHOW TABLES'],
  [/column .* not found/i, 'see the columns of a table or view with: DESCRIBE name'],
]

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
  const scans: (readonly [string, string])[] = []
  const readable: string[] = []
  for (const table of Object.values(tables)) {
    const files = await dataFiles(table, state, storage)
    scans.push([table.name, scanSql(table, files, ['dt', 'dt_date'])])
    readable.push(...files.map(({ path }) => path))
  }
  // From here on only the files of this state can be read, nothing can be written, and nobody can change that: the
  // views that follow were read from the lake, and are no more to be trusted than the questions.
  await connection.run(`SET allowed_paths = [${readable.map(literal).join(', ')}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')

  await connection.run(`CREATE SCHEMA ${SCANS}`)
  for (const [name, scan] of scans) {
    await connection.run(`CREATE VIEW ${SCANS}.${quoted(name)} AS ${scan}`)
    await connection.run(
      `CREATE VIEW ${quoted(name)} AS SELECT * EXCLUDE (dt_date) FROM ${SCANS}.${quoted(name)}`,
    )
  }
  for (const { name, sql } of options.views) {
    const statements = await connection.extractStatements(`CREATE VIEW ${quoted(name)} AS ${prunable(sql)}`)
    if (statements.count !== 1) throw damagedView(name)
    await (await statements.prepare(0)).run()
  }
}

const damagedView = (name: string): LakeError =>
  new LakeError({
    what: 'a view of the lake is not one statement',
    value: name,
    allowed: 'one SELECT, as connect-lake wrote it',
    remedy: 'write the views anew with: connect-lake views apply',
  })

/** What was wrong when a lake could not be opened, in the words of the user. */
function unopened(error: unknown): unknown {
  if (error instanceof LakeError || !(error instanceof Error)) return error
  return new LakeError({
    what: 'the lake cannot be opened: one of its files is missing or damaged',
    value: error.message.split('\n')[0] ?? '',
    allowed: 'the files of the newest commit, as they were written',
    remedy: 'restore the file from a backup, or return to a commit without it: connect-lake rollback',
    cause: error,
  })
}

/** Opens a lake as of the given state. The engine sees its tables and views and may read nothing else. */
export async function duckdbEngine(
  storage: Storage,
  state: LakeState,
  options: EngineOptions,
): Promise<QueryEngine> {
  // What spills is customers' data: in a folder of its own that nobody else may read, encrypted, and gone afterwards.
  await mkdir(options.scratch, { recursive: true, mode: 0o700 })
  const spilled = await mkdtemp(join(options.scratch, 'spill-'))
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.round(options.memory_bytes / 1_048_576)}MiB`,
    temp_directory: spilled,
    temp_file_encryption: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection: DuckDBConnection = await database.connect()
  try {
    await furnish(connection, storage, state, options)
  } catch (error) {
    connection.closeSync()
    database.closeSync()
    rmSync(spilled, { recursive: true, force: true })
    throw unopened(error)
  }

  /** The statement, prepared, if it is one that only reads. */
  async function question(sql: string, asking: DuckDBConnection): Promise<DuckDBPreparedStatement> {
    // EXPLAIN ANALYZE runs what it explains.
    const inner = explained(sql)
    if (inner !== undefined) await question(inner, asking)
    else if (!asks.test(sql) || meddles.test(sql)) throw refused(sql)
    const statements = await asking.extractStatements(sql)
    if (statements.count !== 1) throw refused(sql)
    const statement = await statements.prepare(0)
    const type = inner === undefined ? StatementType.SELECT : StatementType.EXPLAIN
    if (statement.statementType !== type) throw refused(sql)
    return statement
  }

  /**
   * The result, all of which was made before its first row is handed on, in a table that can spill: of a result that is
   * made as it is read, the driver takes an error for the end. Says how many rows there have to be, where it is known.
   */
  async function answer(sql: string, asking: DuckDBConnection): Promise<[DuckDBResult, number | undefined]> {
    const statement = await question(sql, asking)
    if (!tabular.test(sql)) return [await statement.run(), undefined]
    const made = await asking.runAndReadAll(`CREATE TEMP TABLE result AS\n${sql}`)
    return [await asking.stream('SELECT * FROM temp.result'), Number(made.getRows()[0]?.[0] ?? 0)]
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
      const [result, rows] = await answer(sql, asking)
      const { schema, batches } = arrowStream(result)
      return { schema, batches: guarded(batches, rows, sql, asking) }
    } catch (error) {
      end(asking)
      throw inWords(error, sql)
    }
  }

  async function* guarded(
    batches: AsyncIterable<RecordBatch>,
    rows: number | undefined,
    sql: string,
    asking: DuckDBConnection,
  ): AsyncGenerator<RecordBatch> {
    let read = 0
    try {
      for await (const batch of batches) {
        read += batch.numRows
        yield batch
      }
      if (rows !== undefined && read !== rows) throw interrupted()
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
      rmSync(spilled, { recursive: true, force: true })
    },
  }
}
