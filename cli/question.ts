import { Option } from 'commander'
import type { LakeState } from '../lake/log/state.ts'
import { LakeError } from '../schema/error.ts'
import type { Filter, Question } from '../sql/metrics/question.ts'
import { WrongUse } from './wrong-use.ts'

/** What the flags say of a question. */
export interface Asked {
  readonly by: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly tz?: string
  readonly where: readonly string[]
}

/** Names joined by commas. */
export const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')

/** The flags that say by what numbers are split, and from which rows they are made. */
export const groupingFlags = (): readonly Option[] => [
  new Option('--by <groupings>', 'what to split by, joined by commas: queue, agent, channel, day, hour …')
    .argParser(listOf)
    .default([], 'nothing'),
  new Option('--from <day>', 'first day, YYYY-MM-DD (default: the first of the lake)'),
  new Option('--to <day>', 'the day after the last, YYYY-MM-DD (default: to the end of the lake)'),
  new Option(
    '--tz <zone>',
    'the clocks that days and hours are read from, such as Europe/Paris (default: the business time zone of the lake)',
  ),
  new Option(
    '--where <grouping=value>',
    'only rows with this value; once more for another grouping, or another value of the same; nothing after = is no value',
  )
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], 'all'),
]

function filtersOf(where: readonly string[]): readonly Filter[] {
  const values = new Map<string, (string | null)[]>()
  for (const each of where) {
    const at = each.indexOf('=')
    if (at < 1)
      throw new WrongUse({
        what: 'this is no filter',
        value: each,
        allowed: 'a grouping, =, and a value',
        remedy: 'write it so: --where queue=Sales',
      })
    const [grouping, value] = [each.slice(0, at), each.slice(at + 1)]
    values.set(grouping, [...(values.get(grouping) ?? []), value === '' ? null : value])
  }
  return [...values].map(([grouping, of]) => ({ grouping, values: of }))
}

/** The days that a lake has contacts or agent events of. Undefined when it has none. */
export function daysOf({
  partitions,
}: LakeState): { readonly first: string; readonly last: string } | undefined {
  const days = ['contact_record', 'agent_event'].flatMap(table => Object.keys(partitions[table] ?? {})).sort()
  const [first, last] = [days[0], days.at(-1)]
  return first !== undefined && last !== undefined ? { first, last } : undefined
}

/**
 * The question that names and flags ask of a lake. Throws a `LakeError` for what cannot be asked.
 * @param state of the lake, for the days that it has; undefined where no lake was named
 */
export async function askedQuestion(
  names: readonly string[],
  { by, from, to, where, ...flags }: Asked,
  state: LakeState | undefined,
  zone: () => Promise<string>,
): Promise<Question> {
  const { periodAround, periodOf } = await import('../sql/metrics/period.ts')
  const { questionOf } = await import('../sql/metrics/question.ts')
  if (names.length === 0)
    throw new WrongUse({
      what: 'no metric was named',
      allowed: 'names of metrics, joined by commas',
      remedy: 'see them with: connect-lake metrics',
    })
  const days = state && daysOf(state)
  if (!state && (from === undefined || to === undefined))
    throw new WrongUse({
      what: 'no period was named',
      allowed: '--from and --to, or a lake, for all of its days',
      remedy: 'name the days with --from and --to, or the lake with --lake',
    })
  if (!days && (from === undefined || to === undefined))
    throw new LakeError({
      what: 'the lake has no contacts and no agent events yet',
      allowed: 'a lake with data, or a period by --from and --to',
      remedy: 'load some with: connect-lake run --raw DIR --lake DIR',
    })
  const tz = flags.tz ?? (await zone())
  const whole = days && periodAround(days.first, days.last, tz)
  const period = periodOf(from ?? whole?.from ?? '', to ?? whole?.to ?? '', tz)
  return questionOf({ metrics: names, by, filters: filtersOf(where), period })
}

/** Splits values at commas, unless each was given on its own: a name may have one. */
const valuesOf = (given: readonly string[], wanted: number): readonly string[] =>
  given.length === wanted || given.length !== 1 ? given : (given[0] ?? '').split(',')

/** The question, of the one group that has these values in its groupings. */
export async function inGroup(question: Question, given: readonly string[]): Promise<Question> {
  const { narrowed } = await import('../sql/metrics/period.ts')
  const { timeGroupings } = await import('../sql/metrics/time-grouping.ts')
  const { by } = question
  const values = valuesOf(given, by.length)
  if (values.length !== by.length)
    throw new WrongUse({
      what: 'the group is not clear',
      value: `--by ${by.join(',') || 'nothing'} --value ${given.join(' --value ') || 'nothing'}`,
      allowed: 'as many values as groupings',
      remedy: 'give a value for each, such as --by queue,day --value Sales,2025-07-02',
    })
  const cells = by.map((grouping, i) => ({ grouping, value: values[i] === '' ? null : (values[i] ?? null) }))
  const period = cells.reduce(
    (all, { grouping, value }) => (timeGroupings[grouping] && value ? narrowed(all, grouping, value) : all),
    question.period,
  )
  return { ...question, period, cells }
}
