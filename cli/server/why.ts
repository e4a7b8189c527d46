import { scopeOf } from '../../dashboards/local/scope.ts'
import { type WhyAnswer, type WhyAsked, whyAsked } from '../../dashboards/local/why.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { LakeError } from '../../schema/error.ts'
import { daysIn } from './answers.ts'
import type { DashboardRequest } from './request.ts'
import type { LakeView } from './session.ts'

/** Follows a number back: made where the parts are put together. */
export type AnswerWhy = (engine: Pick<QueryEngine, 'query'>, asked: WhyAsked) => Promise<WhyAnswer>

/** Why a number of a visual is what it is: of `measure`, in the group that `group=<column>:<value>` names. */
export async function whyAnswer(
  view: LakeView,
  request: DashboardRequest,
  answer: AnswerWhy,
  signal: AbortSignal,
): Promise<WhyAnswer> {
  const { dashboard, settings, eyes } = request
  const visual = request.visual()
  if (eyes.key !== '')
    throw new LakeError({
      what: 'numbers are followed back to records with your own eyes only',
      value: eyes.key,
      remedy: 'look with your own eyes, and ask again',
    })
  const { days } = scopeOf(dashboard, settings, await daysIn(view, dashboard, eyes))
  const asked = whyAsked(dashboard, visual, settings, days, request.text('measure') ?? '', request.group())
  return answer({ query: sql => view.query(sql, signal) }, asked)
}
