import type { Rect } from './visual.ts'

/** The order in which a sheet is read: row by row, from the left. */
export const inReadingOrder = <T extends { readonly at: Rect }>(parts: readonly T[]): readonly T[] =>
  [...parts].sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x)
