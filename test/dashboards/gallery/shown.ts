import { pageDashboard } from '../../../dashboards/local/compile.ts'
import type { Field } from '../../../dashboards/local/field.ts'
import type { PageVisual } from '../../../dashboards/local/model.ts'
import type { Row } from '../../../dashboards/local/rows.ts'
import { shownRows } from '../../../dashboards/local/shown.ts'
import type { Setting } from '../../../dashboards/page/charts/picture.ts'
import { lookOf } from '../../../dashboards/page/look.ts'
import { sqlFor } from '../asked.ts'
import type { Value } from '../contact-table.ts'
import { gallery } from './gallery.ts'

export const DAYS = { from: '2025-07-03', to: '2025-07-04' }
const DATA = { from: '2025-07-01', to: '2025-07-04' }
const PREVIOUS = { from: '2025-07-01', to: '2025-07-02' }
const address = `from=${DAYS.from}&to=${DAYS.to}`

export const pageVisuals: readonly PageVisual[] = pageDashboard(gallery).sheets.flatMap(
  ({ visuals }) => visuals,
)

export function pageVisual<K extends PageVisual['kind']>(id: string, _kind?: K): PageVisual<K> {
  const found = pageVisuals.find(each => each.id === id)
  if (!found) throw new Error(`no visual ${id}`)
  return found as unknown as PageVisual<K>
}

/** The engine gives times with their zone, as the page does not. */
const plainMoment = (row: Record<string, Value>, fields: readonly Field[]): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const isMoment = fields.some(field => field.name === name && field.type === 'moment')
      return [name, isMoment && value !== null ? String(value).slice(0, 19) : (value as Row[string])]
    }),
  )

/** What a visual of the gallery shows of the two days: the rows of its SQL as the page has them. */
export async function shownOf(
  ask: (sql: string) => Promise<Record<string, Value>[]>,
  id: string,
): Promise<readonly Row[]> {
  const visual = pageVisual(id)
  const rows = await ask(sqlFor(gallery, id, address, DATA))
  return shownRows(
    visual,
    rows.map(row => plainMoment(row, visual.fields)),
    DAYS,
    PREVIOUS,
  )
}

export const setting: Setting = {
  look: lookOf('light', [], undefined),
  ...{ width_px: 600, height_px: 300, narrow: false, complete_to: null, hidden: new Set() },
  parameter: ({ default: initial }) => initial,
  onPick: undefined,
}
