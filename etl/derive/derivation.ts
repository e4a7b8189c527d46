import type { Table } from '../../schema/table.ts'

/** How the rows of a derived table come out of its sources. */
export interface Derivation {
  readonly table: Table
  /** How many days one statement makes: 1 unless given. More of them share the reading of what lies around them. */
  readonly days_at_once?: number
  /**
   * SELECTs for `sql` to read from by name: they are run first and kept until the days are made. The engine then knows
   * how large they are; of a long query it cannot guess that, and may hold the larger side of a join in memory.
   */
  readonly given?: (
    sources: Readonly<Record<string, string>>,
    first: string,
    last: string,
  ) => Readonly<Record<string, string>>
  /**
   * The SELECT whose result are the rows of some days, with the columns of the table by name, in any order. What rows
   * a day has must not depend on which days are made with it.
   * @param sources for each table of `derived.from` what to write behind FROM: its rows in the days of the reach, with
   *   the columns of the table and `dt`. A source may be named several times.
   * @param first the first day, `YYYY-MM-DD`: the only one when days are made one at a time.
   * @param last the last day. Rows of days outside are not to be given.
   */
  readonly sql: (sources: Readonly<Record<string, string>>, first: string, last: string) => string
}
