import type { PageVisual } from '../local/model.ts'

/** What stands below a title: what the visual says of itself, and how its picture shows what is made of few. */
export function subtitleOf(visual: PageVisual): string {
  const few = 'minimum' in visual && visual.minimum ? [`hollow: fewer than ${visual.minimum.count} (n)`] : []
  return [...(visual.subtitle === '' ? [] : [visual.subtitle]), ...few].join('; ')
}
