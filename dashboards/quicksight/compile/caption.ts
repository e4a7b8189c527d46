import type { VisualCustomAction } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import { type Click, clickActions } from './action.ts'
import type { Context } from './context.ts'
import { follows } from './wells-in.ts'

const plain = (PlainText: string) => ({ Visibility: 'VISIBLE' as const, FormatText: { PlainText } })

/** Bars look alike here whatever they are made of: only the tooltip has it. */
const minimumNotes = (visual: Visual): readonly string[] =>
  'minimum' in visual && visual.minimum
    ? [
        `too few to compare: fewer than ${visual.minimum.count} ${visual.minimum.of.label.toLowerCase()} (tooltip)`,
      ]
    : []

/** The subtitle, with what QuickSight does not draw, and the filters that the visual does not follow though it stands among their visuals. */
function subtitleOf(visual: Visual, context: Context): string {
  const left = context.dashboard.filters.filter(
    filter => filter.visuals.includes(visual.id) && !follows(visual, filter, context),
  )
  const notes = [
    ...minimumNotes(visual),
    ...left.map(({ label }) => `not filtered by ${label.toLowerCase()}`),
  ]
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
