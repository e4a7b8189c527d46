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
import type { RecordBatch } from 'apache-arrow'
import { literal } from '../../schema/formats/duckdb.ts'
import { tables } from '../../schema/tables.ts'
import type { LakeState } from '../log/state.ts'
import { dataFiles } from '../scan.ts'
import type { Storage } from '../storage/storage.ts'
import { tableOf } from './arrow.ts'
import { arrowStream } from './duckdb-arrow.ts'
import { type FetchedTables, notFetched, SCANS, unfetchedTables } from './duckdb-tables.ts'
import { type DeployedSql, type ShownViews, shownViews } from './duckdb-views.ts'
import type { HeldRows, QueryEngine, ResultStream } from './engine.ts'
import { interrupted, inWords, isMisfit, misfitting, unopened } from './failure.ts'
import { explained, isOfColumns, isQuestion, isTabular, refused } from './question.ts'

/** The schema of what is held: nothing of a lake is called as it is. */
const HELD = 'held'

export interface EngineOptions {
  /** Statements that make DuckDB answer as Athena does. */
  readonly prelude: readonly string[]
  /** Deployed views, each after those it reads. */
  readonly views: readonly DeployedSql[]
  readonly memory_bytes: number
  /** Where to spill to, in a folder of the engine's own; made when it is not there. */
  readonly scratch: string
  /**
   * A folder of this reader's own in which the storage puts what it fetches: files are then fetched when a question
   * needs their table. Without it all are there from the beginning, and a file that is not is noticed at once.
   */
  readonly fetched_to?: string
}

/** What an engine shows of a state. */
interface Shown {
  readonly tables: FetchedTables
  readonly views: ShownViews
}

/** Shows the tables and views of a state in a database, and shuts everything else out. */
async function furnish(
  connection: DuckDBConnection,
  storage: Storage,
  state: LakeState,
  options: EngineOptions,
): Promise<Shown> {
  for (const statement of options.prelude) {
    // For the connections of the questions, too.
    await connection.run(statement.replace(/^SET (?!GLOBAL )/, 'SET GLOBAL '))
  }
  // Data files do not change: what their footers say is read once.
  await connection.run('SET GLOBAL parquet_metadata_cache = true')
  // From here on only the files of this state can be read, nothing can be written, and nobody can change that: the
  // views that follow were read from the lake, and are no more to be trusted than the questions.
  if (options.fetched_to === undefined) {
    const all = await Promise.all(Object.values(tables).map(table => dataFiles(table, state, storage)))
    const readable = all.flat().map(({ path }) => literal(path))
    await connection.run(`SET allowed_paths = [${readable.join(', ')}]`)
  } else await connection.run(`SET allowed_directories = [${literal(options.fetched_to)}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')

  await connection.run(`CREATE SCHEMA ${SCANS}`)
  await connection.run(`CREATE SCHEMA ${HELD}`)
  const views = new Map(options.views.map(({ name, sql }) => [name.toLowerCase(), sql]))
  const shown = await unfetchedTables(connection, storage, state, views)
  if (options.fetched_to === undefined) await shown.fetch(Object.keys(tables))
  return { tables: shown, views: shownViews(connection, state, options.views) }
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
    // Without an extension for it DuckDB refuses to encrypt at all. What it calls unsafe is where its own randomness
    // comes from; the files are gone with the query, and nobody else may read them.
    force_mbedtls_unsafe: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection: DuckDBConnection = await database.connect()
  let furnished: Shown
  try {
    furnished = await furnish(connection, storage, state, options)
  } catch (error) {
    connection.closeSync()
    database.closeSync()
    rmSync(spilled, { recursive: true, force: true })
    throw unopened(error)
  }
  const { tables: shown, views } = furnished
  const fault = (error: unknown, sql: string): unknown =>
    misfitting(error, views.misfits) ?? inWords(error, sql)

  /** The statement, prepared, if it is one that only reads. */
  async function question(sql: string, asking: DuckDBConnection): Promise<DuckDBPreparedStatement> {
    // EXPLAIN ANALYZE runs what it explains.
    const inner = explained(sql)
    if (inner !== undefined) await question(inner, asking)
    else if (!isQuestion(sql)) throw refused(sql)
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
    if (!isTabular(sql)) return [await statement.run(), undefined]
    const made = await asking.runAndReadAll(`CREATE TEMP TABLE result AS\n${sql}`)
    return [await asking.stream('SELECT * FROM temp.result'), Number(made.getRows()[0]?.[0] ?? 0)]
  }

  /** What is made of a statement, once what it reads is there: what it plainly reads, and what turns out to be read as well. */
  async function fetched<T>(sql: string, make: () => Promise<T>): Promise<T> {
    const fetch = (names: Iterable<string>): Promise<void> =>
      shown.fetch(names).catch(error => {
        throw unopened(error)
      })
    if (!isOfColumns(sql)) await fetch(shown.namedIn(sql))
    await views.show(sql)
    for (;;) {
      try {
        return await make()
      } catch (error) {
        const table = notFetched(error)
        if (table !== undefined) await fetch([table])
        // What is like a name that is not there is told with all that there are.
        else if (!isMisfit(error) || !(await views.showAll())) throw error
      }
    }
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
      const [result, rows] = await fetched(sql, () => answer(sql, asking))
      const { schema, batches } = arrowStream(result)
      return { schema, batches: guarded(batches, rows, sql, asking) }
    } catch (error) {
      end(asking)
      throw fault(error, sql)
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
      throw fault(error, sql)
    } finally {
      end(asking)
    }
  }

  let held = 0

  async function hold(sql: string): Promise<HeldRows> {
    const name = `${HELD}.rows_${++held}`
    const asking = await database.connect()
    open.add(asking)
    try {
      await fetched(sql, async () => {
        await question(sql, asking)
        await asking.run(`CREATE TABLE ${name} AS\n${sql}`)
      })
    } catch (error) {
      throw fault(error, sql)
    } finally {
      end(asking)
    }
    return {
      name,
      release: async () => {
        await connection.run(`DROP TABLE ${name}`)
      },
    }
  }

  return {
    stream,
    hold,
    query: async sql => tableOf(await stream(sql)),
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
