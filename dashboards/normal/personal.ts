import type { Filter } from './filters.ts'
import type { Visual } from './visual.ts'

/** The columns among the wells, and within lists of them and what they hold. */
function columnsWithin(well: unknown): readonly string[] {
  if (Array.isArray(well)) return well.flatMap(columnsWithin)
  if (typeof well !== 'object' || well === null) return []
  const { name, pii } = well as { readonly name?: string; readonly pii?: boolean }
  if (pii !== undefined) return pii && name !== undefined ? [name] : []
  return Object.values(well).flatMap(columnsWithin)
}

/** The columns of personal data that a visual shows, or goes down to. */
export function personalColumns({ data: _, ...wells }: Visual): readonly string[] {
  return [...new Set(columnsWithin(Object.values(wells)))]
}

/** Whether a filter is by a column of personal data. */
export const isPersonal = ({ data, column }: Filter): boolean => data.view.columns[column]?.pii === true
