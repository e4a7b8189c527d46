import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { diskFull, LakeError } from '../../schema/error.ts'
import { readerMacros } from '../../schema/formats/duckdb.ts'
import type { Lane, Workbench, WorkbenchOptions } from './workbench.ts'

/** What too little memory is to a user; undefined for all other errors. */
function outOfMemory(error: unknown): LakeError | undefined {
  const message = error instanceof Error ? error.message : String(error)
  if (/Out of Memory/i.test(message)) {
    return new LakeError({
      what: 'the engine ran out of its memory',
      value: message.split('\n')[0] ?? message,
      allowed: 'what memory_mb says',
      remedy: 'raise memory_mb, or lower batch_mb, and run again: the lake is as it was before',
      cause: error,
    })
  }
  return undefined
}

function lane(connection: DuckDBConnection): Lane {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw diskFull(error) ?? outOfMemory(error) ?? error
    }
  }
  return {
    run: sql =>
      guarded(async () => {
        await connection.run(sql)
      }),
    rows: <T>(sql: string) =>
      guarded(async () => (await connection.runAndReadAll(sql)).getRowObjectsJS() as unknown as readonly T[]),
    copy: sql =>
      guarded(async () => {
        const [row] = (await connection.runAndReadAll(sql)).getRows()
        return Number(row?.[0] ?? 0)
      }),
  }
}

/** A workbench in this process. Nothing is downloaded, and nothing outside of what it is told to read is read. */
export async function duckdbWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { scratch, memory_bytes, lanes } = options
  await mkdir(scratch, { recursive: true })
  const database = await DuckDBInstance.create(':memory:', {
    // One thread a statement and several statements at once: a day is often one row group, which one core writes.
    threads: '1',
    memory_limit: `${Math.round(memory_bytes / 1_048_576)}MiB`,
    temp_directory: join(scratch, 'spill'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await database.connect()
    await connection.run("SET TimeZone = 'UTC'")
    return connection
  }
  const connections = await Promise.all(Array.from({ length: lanes }, connect))
  const all = connections.map(lane)
  const first = all[0] as Lane
  for (const macro of readerMacros) await first.run(macro)

  return {
    ...first,
    scratch,
    lanes,
    async sideBySide(jobs, work) {
      const waiting = [...jobs]
      const ended = await Promise.allSettled(
        all.map(async each => {
          for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
            try {
              await work(job, each)
            } catch (error) {
              waiting.length = 0
              throw error
            }
          }
        }),
      )
      for (const end of ended) if (end.status === 'rejected') throw end.reason
    },
    async close() {
      for (const connection of connections) connection.closeSync()
      database.closeSync()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}
