import type { Settings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import { batches } from '../../dashboards/local/query.ts'
import { type Scope, scopeOf } from '../../dashboards/local/scope.ts'
import { sharedRows } from '../../dashboards/local/shared-rows.ts'
import { encodeFrame, type FrameHead } from '../../dashboards/local/stream.ts'
import { wallClock } from '../../dashboards/local/wall-clock.ts'
import type { Dashboard, Sheet } from '../../dashboards/normal/dashboard.ts'
import { LakeError } from '../../schema/error.ts'
import type { Eyes } from './eyes.ts'
import { daysOf, freshnessIn } from './facts.ts'
import { type Held, holdRows } from './held-rows.ts'
import { problemOf, type Report } from './problem.ts'
import type { Session } from './session.ts'

/** What a viewer looks at. */
export interface SheetRequest {
  readonly dashboard: Dashboard
  readonly sheet: Sheet
  readonly settings: Settings
  readonly eyes: Eyes
  /** Ids of visuals that show every category. */
  readonly all: readonly string[]
}

const frame = (head: FrameHead, body: Uint8Array = new Uint8Array()) => encodeFrame({ head, body })

/** What nobody sees, for nobody listens. */
const LEFT = { what: 'nobody listens', remedy: 'ask again' }

/** Each as soon as it is there, until it is stopped. */
async function* asTheyCome<T>(all: readonly Promise<T>[], stopped: AbortSignal): AsyncGenerator<T, void> {
  const rest = new Map(all.map(each => [each, each.then(value => ({ each, value }))]))
  while (rest.size > 0) {
    const { each, value } = await Promise.race(rest.values())
    rest.delete(each)
    if (stopped.aborted) return
    yield value
  }
}

/** Answers all visuals of a sheet as of one commit, frame by frame. What no longer listens is no longer computed. */
export async function* sheetFrames(
  session: Session,
  { dashboard, sheet, settings, eyes, all }: SheetRequest,
  signal: AbortSignal,
  report: Report,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const { view, release } = await session.hold()
  const left = new AbortController()
  const stopped = AbortSignal.any([signal, left.signal])
  let held: Held | undefined
  let running: readonly Promise<Uint8Array<ArrayBuffer>>[] = []
  try {
    const [{ days: data, time_zone }, { last_arrived_at }] = await Promise.all([
      daysOf(view, dashboard, eyes),
      freshnessIn(view),
    ])
    const scope = data && scopeOf(dashboard, settings, data, eyes.rows)
    yield frame({
      type: 'sheet',
      seq: view.state.seq,
      days: scope?.days ?? null,
      previous: scope?.previous ?? null,
      complete_to: last_arrived_at === null ? null : wallClock(last_arrived_at, time_zone),
    })
    if (!scope) return
    const refused = new Map<string, LakeError>()
    for (const visual of sheet.visuals) {
      try {
        eyes.check(visual)
      } catch (error) {
        if (!(error instanceof LakeError)) throw error
        refused.set(visual.id, error)
      }
    }
    for (const [id, error] of refused)
      yield frame({ type: 'problem', visuals: [id], problem: problemOf(error, report) })
    const visuals = sheet.visuals.filter(({ id }) => !refused.has(id))
    const questions = (of: Scope) =>
      batches(visuals.map(visual => ({ visual, query: visualQuery(visual, of, all.includes(visual.id)) })))
    const asked = questions(scope)
    const shared = sharedRows(
      scope,
      asked.filter(({ sql }) => !view.isKept(sql)),
    )
    held = await holdRows(view, shared, stopped)
    const ofHeld =
      held.names.size === 0 ? asked : questions(scopeOf(dashboard, settings, data, eyes.rows, held.names))
    running = asked.map(async ({ sql, of }, i) => {
      const visuals = of.map(({ visual }) => visual.id)
      try {
        return frame({ type: 'result', visuals }, await view.answer(sql, stopped, ofHeld[i]?.sql))
      } catch (error) {
        const problem = stopped.aborted ? LEFT : problemOf(error, report)
        return frame({ type: 'problem', visuals, problem })
      }
    })
    yield* asTheyCome(running, stopped)
  } finally {
    left.abort()
    // The engine is let go once nothing asks it any more.
    await Promise.all(running)
    await held?.release()
    release()
  }
}
