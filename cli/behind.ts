import { staleCount } from '../etl/job/derive.ts'
import type { LakeState } from '../lake/log/state.ts'
import type { Table } from '../schema/table.ts'
import { tables } from '../schema/tables.ts'
import { attributesOf } from '../sql/metrics/query.ts'
import type { Question } from '../sql/metrics/question.ts'
import { views } from '../sql/views.ts'
import { count } from './terminal.ts'

const uses = (name: string): readonly string[] =>
  Object.values(views).find(view => view.name === name)?.uses ??
  Object.values<Table>(tables).find(table => table.name === name)?.derived?.from ??
  []

/** The tables and views that one is made of, itself among them. */
function madeOf(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const each of uses(name)) madeOf(each, found)
  return found
}

/** Says that derived tables behind the numbers are not what the records say now; undefined when they are. */
export function behindNote(question: Question, state: LakeState): string | undefined {
  const read = [
    ...question.metrics.map(({ subject }) => subject.view.name),
    ...(attributesOf(question).length > 0 ? [tables.attributed_contact.name] : []),
  ]
  const names = new Set(read.flatMap(name => [...madeOf(name)]))
  const stale = staleCount(state, names)
  if (stale === 0) return undefined
  const partitions = stale === 1 ? 'partition is' : 'partitions are'
  return `not up to date: ${count(stale)} ${partitions} not derived from what has arrived; run: connect-lake run`
}
