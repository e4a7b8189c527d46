import { createHash } from 'node:crypto'
import { PRICED_ON } from './cost/prices.ts'
import { fileText } from './file-text.ts'
import { type Configured, sqlFile, type View, type WantedView } from './view.ts'

/** The SQL text of a view: what is deployed is what is in the file, or generated. */
export const viewSql = (view: View, configured: Configured = { time_zone: 'UTC' }): string =>
  view.generate?.(configured) ?? fileText(sqlFile(view)).trimEnd()

type MadeOf = NonNullable<WantedView['generated_from']>

/** What a view is made of: a change of something else does not make it anew. */
function partFor({ made_of }: View, { access = [], ...time }: Configured): MadeOf {
  if (made_of === 'prices') return { priced_on: PRICED_ON }
  return made_of === 'access' ? { access } : time
}

/** The given views as they are to be deployed. */
export const wantedViews = (
  views: readonly View[],
  configured: Configured = { time_zone: 'UTC' },
): readonly WantedView[] =>
  views.map(view => ({
    view,
    sql: viewSql(view, configured),
    ...(view.generate && { generated_from: partFor(view, configured) }),
  }))

/** Fingerprint of a view's text. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex').slice(0, 16)
