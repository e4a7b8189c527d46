import type { RecordBatch, Schema, Table } from 'apache-arrow'

/** A result on its way: its columns, and its rows in Arrow batches of bounded size. */
export interface ResultStream {
  readonly schema: Schema
  readonly batches: AsyncIterable<RecordBatch>
}

/** What the questions so far have cost, where an engine bills by the bytes that it reads. */
export interface Spent {
  /** Statements that were sent: a question may take several. */
  readonly statements: number
  /** Of those, answered with an earlier result. */
  readonly reused_statements: number
  readonly scanned_bytes: number
  /** An estimate by the price of most regions. */
  readonly usd: number
  /** What the engine says it took, waiting in its queue included. */
  readonly took_ms: number
}

/** Rows that are kept beside a lake, for several questions to read. */
export interface HeldRows {
  /** What questions read them by, in FROM. */
  readonly name: string
  /** Forgets them; questions that read them must have ended. */
  release(): Promise<void>
}

/**
 * Answers questions about a lake as of one commit. Reads only: nothing outside the lake, and nothing is written.
 * Questions may overlap: each has its own result, and a stream goes on while others are asked. A stream whose batches
 * are not read to their end, or left by `break`, holds memory until the engine is closed.
 *
 * Implementations: `duckdb.ts`, `athena.ts`, `trino.ts`. One contract suite runs against all of them.
 */
export interface QueryEngine {
  /** The whole result as one Arrow table. */
  query(sql: string): Promise<Table>
  /** The result batch by batch, for what may be large. */
  stream(sql: string): Promise<ResultStream>
  /** Keeps what a question asks for, until it is released; only of an engine that has room of its own. */
  hold?(sql: string): Promise<HeldRows>
  /** Stops all statements that run, and the streams that are not read to their end. */
  interrupt(): void
  /** Only of an engine that bills. */
  spent?(): Spent
  close(): void
}
