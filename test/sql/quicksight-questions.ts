import type { Days } from '../../dashboards/local/days.ts'
import type { Filter } from '../../dashboards/normal/filters.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { parameterName } from '../../dashboards/quicksight/compile/parameter.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { type Asked, askerOf } from '../dashboards/quicksight/visual-sql.ts'
import { attributedDashboards as dashboards } from '../fixture/contact-attributes.ts'
import { chosenWords } from './choices.ts'

/** Visuals, and what they ask. */
interface Question {
  readonly of: string
  readonly sql: string
}

interface AskedBy extends Asked {
  readonly visual: string
}

/** What has the same text somewhere, put together. */
function alike(asked: readonly AskedBy[], text: (of: AskedBy) => string): readonly (readonly AskedBy[])[] {
  const groups = new Map<string, AskedBy[]>()
  for (const each of asked) groups.set(text(each), [...(groups.get(text(each)) ?? []), each])
  return [...groups.values()]
}

/** All that is asked of the same rows in the same groups, as one question: each expression once. */
function together(asked: readonly AskedBy[]): Question {
  const items = new Set(asked.flatMap(each => each.items.map(({ sql }) => sql)))
  return {
    of: [...new Set(asked.map(({ visual }) => visual))].join(', '),
    sql: `SELECT ${[...items].map((sql, i) => `${sql} AS item_${i}`).join(', ')} FROM ${asked[0]?.from}`,
  }
}

/**
 * What QuickSight would ask of the views for all visuals, with nothing chosen; and, with a choice in every list that the simulated
 * world has, for one visual of each data set and its filters: the others put the same conditions on the same rows.
 */
export function quickSightQuestions({ from, to }: Days): readonly Question[] {
  const all = [...dashboards, ...everyDashboard]
  const requests = compileQuickSight({ dashboards: all, settings, version: '1.0.0' })
  const asked = (chosen: (filter: Filter) => readonly string[]) =>
    all.flatMap(({ id, filters, parameters }) => {
      const set = {
        From: `DATE '${from}'`,
        To: `DATE '${to}'`,
        'now()': `TIMESTAMP '${to} 12:00:00'`,
        ...Object.fromEntries(filters.map(filter => [parameterName(filter.name), chosen(filter)])),
        ...Object.fromEntries(parameters.map(each => [parameterName(each.name), String(each.default)])),
      }
      const asker = askerOf(requests, id, set)
      return asker.ids.map(visual => ({ visual: `${id}: ${visual}`, ...asker.ask(visual) }))
    })
  const filtered = alike(
    asked(filter => (filter.kind === 'list' ? chosenWords(filter) : [])),
    ({ rows }) => rows,
  )
  return [
    ...alike(
      asked(() => []),
      ({ from }) => from,
    ).map(together),
    ...filtered.flatMap(([first]) => (first ? [{ of: `${first.visual}, filtered`, sql: first.sql }] : [])),
  ]
}
