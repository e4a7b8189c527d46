import { literal } from '../../schema/formats/duckdb.ts'
import type { LakeState } from '../log/state.ts'

const NEWEST = /\(\s*SELECT\s+max\(dt\)\s+FROM\s+(\w+)\s*\)/gi
const NEWEST_TO = /\(\s*SELECT\s+max\(dt\)\s+FROM\s+(\w+)\s+WHERE\s+dt\s*<=\s*'([\d-]+)'\s*\)/gi

/**
 * The same SQL, with days in place of the questions for the newest day of a table, alone or up to another: a state
 * knows them. The engine cannot know what a question within a question will find, and would read every partition to
 * keep one.
 */
export function withNewestDays(sql: string, { partitions }: LakeState): string {
  const newest = (whole: string, table: string, to?: string): string => {
    const days = partitions[table]
    if (!days) return whole
    const filled = Object.keys(days).filter(dt => days[dt]?.files.some(({ rows }) => rows > 0))
    const last = filled
      .filter(dt => to === undefined || dt <= to)
      .sort()
      .at(-1)
    return last === undefined ? whole : literal(last)
  }
  return sql
    .replace(NEWEST, (whole, table: string) => newest(whole, table))
    .replace(NEWEST_TO, (whole, table: string, to: string) => newest(whole, table, to))
}
