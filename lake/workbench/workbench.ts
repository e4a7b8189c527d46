/** One connection to the workbench: its statements run one after the other. */
export interface Lane {
  run(sql: string): Promise<void>
  /** Rows as plain objects: BIGINT as bigint, text as string, NULL as null. */
  rows<T>(sql: string): Promise<readonly T[]>
  /** Runs `COPY … TO`; gives the number of rows written. */
  copy(sql: string): Promise<number>
}

/**
 * A scratch database with the engine that flattens, dedupes, sorts and writes Parquet. It keeps nothing: what a run
 * has to remember is in the lake.
 *
 * Implementation: `duckdb.ts`.
 */
export interface Workbench extends Lane {
  /** A folder of this machine for files that only this workbench needs; gone when it is closed. */
  readonly scratch: string
  /** How many connections there are; each keeps one core busy. */
  readonly lanes: number
  /** Runs jobs on several connections side by side; the first error ends it once all have stopped. */
  sideBySide<J>(jobs: readonly J[], work: (job: J, lane: Lane) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export interface WorkbenchOptions {
  readonly scratch: string
  /** What the engine may use before it spills to `scratch`. */
  readonly memory_bytes: number
  /** Connections side by side; each keeps one core busy. */
  readonly lanes: number
}
