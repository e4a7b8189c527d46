import type { RecordBatch, Schema, Table } from 'apache-arrow'

/** A result on its way: its columns, and its rows in Arrow batches of bounded size. */
export interface ResultStream {
  readonly schema: Schema
  readonly batches: AsyncIterable<RecordBatch>
}

/**
 * Answers questions about a lake as of one commit. Reads only: nothing outside the lake, and nothing is written.
 *
 * Implementation: `duckdb.ts`.
 */
export interface QueryEngine {
  /** The whole result as one Arrow table. */
  query(sql: string): Promise<Table>
  /** The result batch by batch, for what may be large. */
  stream(sql: string): Promise<ResultStream>
  /** Stops the statements that run. */
  interrupt(): void
  close(): void
}
