import { dayOf } from '../../schema/instant.ts'
import type { Answer } from './answer.ts'
import { FIRST_DAY, manyContacts } from './many-contacts.ts'
import type { Measured } from './measure.ts'
import { type DashboardQuestion, dashboardQuestions } from './questions.ts'
import type { Course } from './races.ts'
import { megabytes } from './report.ts'
import { median, rounds } from './rounds.ts'

const DAY_MS = 86_400_000

/** An answer as it was measured: its time by the contestant's own clock, its memory from outside. */
interface Timed extends Measured {
  readonly cpu_s: number
}

/** A command that prints an `Answer`; gives its time, and keeps what else it said. */
function contestant(name: string, command: readonly string[]) {
  const said: Answer[] = []
  return {
    name,
    command,
    prepare: async () => {},
    said,
    clock(printed: string): number {
      const answer: Answer = JSON.parse(printed)
      said.push(answer)
      return answer.answer_s
    },
  }
}

const row = ({ name }: DashboardQuestion, ours: Timed, by_hand: Timed): string =>
  `| ${[
    name,
    `${ours.wall_s.toFixed(2)} s`,
    `${by_hand.wall_s.toFixed(2)} s`,
    `**${(ours.wall_s / by_hand.wall_s).toFixed(2)}**`,
    `${ours.cpu_s.toFixed(2)} s`,
    `${by_hand.cpu_s.toFixed(2)} s`,
    megabytes(ours.peak_rss_bytes),
    megabytes(by_hand.peak_rss_bytes),
  ].join(' | ')} |`

/** Ten questions of dashboards to a lake of many contacts, against the same by hand over flat tables. */
export async function questions(course: Course): Promise<readonly string[]> {
  const { commands, sizes, say } = course
  const { lake, flat, contacts, agent_quarters } = await manyContacts(course)
  const later = (day: string, days: number) => dayOf(Date.parse(day) + days * DAY_MS)
  const all = { from: FIRST_DAY, to: later(FIRST_DAY, sizes.copied.weeks * 7) }
  const one = { from: later(all.to, -6), to: later(all.to, -5) }
  const rows: string[] = []
  for (const question of dashboardQuestions(all, one, flat)) {
    const asked = [
      contestant(question.name, [...commands.askLake, lake, question.ours]),
      contestant('  by hand', [...commands.askFlat, question.by_hand]),
    ] as const
    const measured = await rounds(asked, course.rounds, say)
    const digests = new Set(asked.flatMap(({ said }) => said.map(({ digest }) => digest)))
    if (digests.size > 1) throw new Error(`${question.name}: the answers differ: ${[...digests].join(', ')}`)
    const [ours, by_hand] = measured.map((each, i) => ({
      ...each,
      cpu_s: median(asked[i]?.said.map(({ cpu_s }) => cpu_s) ?? []),
    })) as [Timed, Timed]
    rows.push(row(question, ours, by_hand))
  }
  return [
    `${contacts} contacts and ${agent_quarters} quarters of an hour of agents, in ${sizes.copied.weeks * 7} days. Goal: each`,
    'question within a second on 2 quiet cores.',
    '',
    '| question | views | by hand | ratio | views, CPU | by hand, CPU | views, memory | by hand, memory |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    'Through the views: the engine that `connect-lake query` and the dashboards use, with its memory limit of 1 GiB, over',
    'the partitions of the lake. By hand: DuckDB as it comes, over one flat Parquet file with the columns that these',
    'questions need and no others, journeys and quarters of an hour as the lake derived them. Each time is that of the first',
    'question of a process, from the SQL to the last row, the opening of the lake not in it; memory is the peak of the',
    'whole process. Both answers are the same, row by row.',
  ]
}
