import { tableToIPC } from 'apache-arrow'
import type { Settings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import { batches } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import { encodeFrame, type FrameHead } from '../../dashboards/local/stream.ts'
import type { Dashboard, Sheet } from '../../dashboards/normal/dashboard.ts'
import { factsOf } from './facts.ts'
import { problemOf, type Report } from './problem.ts'
import type { Session } from './session.ts'

/** What a viewer looks at. */
export interface SheetRequest {
  readonly dashboard: Dashboard
  readonly sheet: Sheet
  readonly settings: Settings
  /** Ids of visuals that show every category. */
  readonly all: readonly string[]
}

const frame = (head: FrameHead, body: Uint8Array = new Uint8Array()) => encodeFrame({ head, body })

/** Answers all visuals of a sheet as of one commit, frame by frame. What no longer listens is no longer computed. */
export async function* sheetFrames(
  session: Session,
  { dashboard, sheet, settings, all }: SheetRequest,
  signal: AbortSignal,
  report: Report,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const { view, release } = await session.hold()
  try {
    const { days: data, seq } = await factsOf(view, dashboard)
    const scope = data && scopeOf(dashboard, settings, data)
    yield frame({ type: 'sheet', seq, days: scope?.days ?? null, previous: scope?.previous ?? null })
    if (!scope) return
    const asked = sheet.visuals.map(visual => ({
      id: visual.id,
      query: visualQuery(visual, scope, all.includes(visual.id)),
    }))
    for (const { sql, of } of batches(asked)) {
      const visuals = of.map(({ id }) => id)
      try {
        yield frame({ type: 'result', visuals }, tableToIPC(await view.query(sql, signal)))
      } catch (error) {
        if (signal.aborted) return
        yield frame({ type: 'problem', visuals, problem: problemOf(error, report) })
      }
    }
  } finally {
    release()
  }
}
