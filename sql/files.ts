import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { BusinessTime } from './business-time.ts'
import { sqlFile, type View, type WantedView } from './view.ts'

// The package's root is one level up, from the source as well as from the bundle.
const root = new URL('../', import.meta.url)

/** The SQL text of a view: what is deployed is what is in the file, or made of the business time. */
export const viewSql = (view: View, time: BusinessTime = { time_zone: 'UTC' }): string =>
  view.generate?.(time) ?? readFileSync(new URL(sqlFile(view), root), 'utf8').trimEnd()

/** The given views as they are to be deployed. */
export const wantedViews = (
  views: readonly View[],
  time: BusinessTime = { time_zone: 'UTC' },
): readonly WantedView[] =>
  views.map(view => ({
    view,
    sql: viewSql(view, time),
    ...(view.generate && { generated_from: time }),
  }))

/** Fingerprint of a view's text. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex').slice(0, 16)
