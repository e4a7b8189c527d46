import type { Filter as QuickSightFilter, Visual as QuickSightVisual } from '@aws-sdk/client-quicksight'
import type { Dashboard, Sheet } from '../../normal/dashboard.ts'
import type { Visual } from '../../normal/visual.ts'
import type { Rect } from '../../spec/visual.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { Tokens } from '../../theme/tokens.ts'
import type { QuickSightPlace } from '../place.ts'
import type { DaysText } from './days.ts'
import type { FieldList } from './field.ts'

/** What is around a visual while it is compiled. */
export interface Context {
  readonly dashboard: Dashboard
  readonly sheet: Sheet
  readonly place: QuickSightPlace
  /** Where viewers reach the local page; undefined where it is not said. */
  readonly page_url: string | undefined
  /** The title of a sheet of any dashboard. */
  titleOf(dashboard: string, sheet: string): string
  readonly theme: Tokens
  readonly fields: FieldList
  /** The days shown. */
  readonly days: DaysText
  /** Whether columns of personal data are restricted to some, as they are once there are rules of access. */
  readonly has_rules: boolean
}

/** A visual of QuickSight, and what goes with it. */
export interface Compiled {
  readonly id: string
  readonly visual: QuickSightVisual
  readonly at: Rect
  /** Whether it has rows of the days shown only, or of the equal period before, too. */
  readonly days: 'shown' | 'both periods'
  /** Filters of its own, such as what bounds its categories. */
  readonly filters: readonly QuickSightFilter[]
}

/** How a kind of visual is compiled: mostly to one of QuickSight's, and side by side to two where one cannot say it all. */
export type Compiler<K extends VisualKind> = (visual: Visual<K>, context: Context) => readonly Compiled[]

/** A visual that is one of QuickSight's, of the days shown. */
export const alone = (
  { id, at }: Visual,
  visual: QuickSightVisual,
  filters: readonly QuickSightFilter[] = [],
): readonly Compiled[] => [{ id, at, days: 'shown', filters, visual }]
