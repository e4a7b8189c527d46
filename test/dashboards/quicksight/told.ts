import type { Visual } from '../../../dashboards/normal/visual.ts'
import type { Value } from '../contact-table.ts'
import { everyDashboard } from './every-kind.ts'
import { dimensionsOf, inWords } from './words.ts'

export type Row = Record<string, Value>

const [first] = everyDashboard
if (!first) throw new Error('no dashboard')
/** The dashboard of every kind of visual. */
export const board = first
const visuals = board.sheets.flatMap(sheet => sheet.visuals)

/** A visual by its id. */
export const specOf = (id: string): Visual => {
  const visual = visuals.find(each => each.id === id)
  if (!visual) throw new Error(`no visual ${id}`)
  return visual
}

/** Rows with these columns only, in words, in an order of their own. */
export function told(all: readonly Row[], columns: readonly string[], id?: string): readonly string[] {
  const { data: _, ...wells } = id === undefined ? { data: undefined } : specOf(id)
  const dimensions = dimensionsOf(wells)
  const words = all.map(row =>
    columns.map(name =>
      inWords(
        row[name] ?? null,
        dimensions.find(each => each.name === name),
      ),
    ),
  )
  return words.map(row => JSON.stringify(row)).sort()
}

export const columnsOf = (all: readonly Row[]): readonly string[] => Object.keys(all[0] ?? {})
