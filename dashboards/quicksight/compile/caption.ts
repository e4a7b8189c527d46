import type { VisualCustomAction } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import { type Click, clickActions } from './action.ts'
import type { Context } from './context.ts'
import { follows } from './follows.ts'

const plain = (PlainText: string) => ({ Visibility: 'VISIBLE' as const, FormatText: { PlainText } })

/** Bars look alike here whatever they are made of: only the tooltip has it. */
const minimumNotes = (visual: Visual): readonly string[] =>
  'minimum' in visual && visual.minimum
    ? [
        `too few to compare: fewer than ${visual.minimum.count} ${visual.minimum.of.label.toLowerCase()} (tooltip)`,
      ]
    : []

/**
 * What can be set on the sheet and leaves the visual as it is, as one note. Filters without a control on the sheet are not
 * of it: nobody could set them there.
 */
function leftNotes(visual: Visual, context: Context): readonly string[] {
  const { dashboard, sheet } = context
  const left = dashboard.filters.filter(
    filter => sheet.visuals.some(each => follows(each, filter, context)) && !follows(visual, filter, context),
  )
  const labels = left.map(({ label }) => label.toLowerCase())
  return labels.length === 0 ? [] : [`not filtered by ${labels.join(', ')}`]
}

/** Where there is nothing at all, QuickSight says that there is no data, and has no words for what that means. */
const noneNotes = ({ none }: Visual): readonly string[] =>
  none === undefined ? [] : [`when empty: ${none.charAt(0).toLowerCase()}${none.slice(1)}`]

/** The subtitle, with what QuickSight does not draw or say, and the filters that the visual does not follow. */
function subtitleOf(visual: Visual, context: Context): string {
  const notes = [...minimumNotes(visual), ...noneNotes(visual), ...leftNotes(visual, context)]
  return [...(visual.subtitle === '' ? [] : [visual.subtitle]), ...notes].join('; ')
}

/** What every visual of QuickSight says of itself, and what a click on it does. */
export function captionOf(
  visual: Visual,
  context: Context,
  clicks: readonly Click[] = [],
): {
  readonly VisualId: string
  readonly Title: ReturnType<typeof plain>
  readonly Subtitle: ReturnType<typeof plain> | { readonly Visibility: 'HIDDEN' }
  readonly VisualContentAltText: string
  readonly Actions: VisualCustomAction[]
} {
  const subtitle = subtitleOf(visual, context)
  return {
    VisualId: visual.id,
    Title: plain(visual.title),
    Subtitle: subtitle === '' ? { Visibility: 'HIDDEN' } : plain(subtitle),
    VisualContentAltText: visual.alt,
    Actions: clickActions(visual, context, clicks),
  }
}
