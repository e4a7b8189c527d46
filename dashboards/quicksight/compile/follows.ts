import type { Filter } from '../../normal/filters.ts'
import { isPersonal, personalColumns } from '../../normal/personal.ts'
import type { Visual } from '../../normal/visual.ts'
import { measuresIn } from '../../normal/wells-in.ts'
import type { Context } from './context.ts'

/**
 * Whether a visual follows a filter. One that shows what is not made by the column does not: the page shows no value
 * then, and QuickSight would show a wrong one. With rules of access, a filter by personal data is followed by what shows
 * that column anyway: QuickSight bars a visual for a column in a filter as for one in a well, whatever is chosen.
 */
export const follows = (visual: Visual, filter: Filter, { has_rules }: Pick<Context, 'has_rules'>): boolean =>
  filter.visuals.includes(visual.id) &&
  measuresIn(visual).every(({ not_by = {} }) => !(filter.column in not_by)) &&
  !(has_rules && isPersonal(filter) && !personalColumns(visual).includes(filter.column))
