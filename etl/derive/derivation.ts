import type { Table } from '../../schema/table.ts'

/** How the rows of a derived table come out of its sources, a day at a time. */
export interface Derivation {
  readonly table: Table
  /**
   * The SELECT whose result are the rows of one partition, with the columns of the table by name, in any order.
   * @param sources for each table of `derived.from` what to write behind FROM: its rows in the days of the reach, with
   *   the columns of the table and `dt`. A source may be named several times.
   * @param dt the day, `YYYY-MM-DD`. Rows of other days are not to be given.
   */
  readonly sql: (sources: Readonly<Record<string, string>>, dt: string) => string
}
