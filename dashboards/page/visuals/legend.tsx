import { createContext, type VNode } from 'preact'
import type { LegendItem } from '../charts/picture.ts'

interface LegendProps {
  readonly items: readonly LegendItem[]
  readonly hidden: ReadonlySet<string>
  readonly onHidden: (hidden: ReadonlySet<string>) => void
}

/** The names that are switched off, and how others are: one set for all pictures of a card, on the sheet and large. */
export const HiddenContext = createContext<
  readonly [hidden: ReadonlySet<string>, onHidden: (hidden: ReadonlySet<string>) => void]
>([new Set(), () => undefined])

/** What the colours stand for; each can be switched off, but for the last one that is left. */
export const Legend = ({ items, hidden, onHidden }: LegendProps): VNode => (
  <ul class="legend">
    {items.map(({ name, colour, shape }) => {
      const isHidden = hidden.has(name)
      const toggle = (): void => {
        const next = new Set(hidden)
        if (!next.delete(name)) next.add(name)
        onHidden(next.size < items.length ? next : new Set())
      }
      return (
        <li key={name}>
          <button type="button" aria-pressed={!isHidden} class="legend-item" onClick={toggle}>
            <span
              class={shape === 'line' ? 'legend-swatch is-line' : 'legend-swatch'}
              style={{ background: isHidden ? 'transparent' : colour, borderColor: colour }}
            />
            {name}
          </button>
        </li>
      )
    })}
  </ul>
)
