import type { RecordBatch, Schema, Table } from 'apache-arrow'

/** A result on its way: its columns, and its rows in Arrow batches of bounded size. */
export interface ResultStream {
  readonly schema: Schema
  readonly batches: AsyncIterable<RecordBatch>
}

/**
 * Answers questions about a lake as of one commit. Reads only: nothing outside the lake, and nothing is written.
 * Questions may overlap: each has its own result, and a stream goes on while others are asked. A stream whose batches
 * are not read to their end, or left by `break`, holds memory until the engine is closed.
 *
 * Implementations: `duckdb.ts`, `trino.ts`. One contract suite runs against both.
 */
export interface QueryEngine {
  /** The whole result as one Arrow table. */
  query(sql: string): Promise<Table>
  /** The result batch by batch, for what may be large. */
  stream(sql: string): Promise<ResultStream>
  /** Stops all statements that run, and the streams that are not read to their end. */
  interrupt(): void
  close(): void
}
