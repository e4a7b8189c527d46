import type { VNode } from 'preact'
import { type Drillable, levelsOf } from '../local/drill.ts'
import type { PageVisual } from '../local/model.ts'
import { useControls, withPath } from './controls.ts'
import { dimensionText } from './dimension-text.ts'

/** How far down a visual shows, and the way back up; nothing at its first level. */
export function Breadcrumb({ visual }: { readonly visual: PageVisual }): VNode | null {
  const { settings, set } = useControls()
  const path = settings.drills[visual.id] ?? []
  const levels = levelsOf(visual as Drillable)
  if (path.length === 0) return null
  const crumbs = path.flatMap((value, i) => {
    const level = levels[i]
    return level ? [{ level, name: dimensionText(level, value), to: path.slice(0, i) }] : []
  })
  return (
    <nav class="breadcrumb" aria-label={`Levels of ${visual.title}`}>
      <ol>
        {crumbs.map(({ level, name, to }) => (
          <li key={to.length}>
            <button
              type="button"
              class="crumb"
              title={`Back to all by ${level.label.toLowerCase()}`}
              onClick={() => set(withPath(settings, visual.id, to))}
            >
              {level.label}: <bdi>{name}</bdi>
            </button>
            <span class="crumb-step" aria-hidden="true">
              ›
            </span>
          </li>
        ))}
        <li aria-current="true">{levels[path.length]?.label}</li>
      </ol>
    </nav>
  )
}
