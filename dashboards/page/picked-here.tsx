import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Choice } from '../local/address.ts'
import { useControls, withoutChoice } from './controls.ts'
import { listSummary } from './filters/list-filter.tsx'
import { Icon } from './icons.tsx'
import { pickedIn, withoutPicked } from './pick.ts'

/** What was picked in a visual and filters the others; pressed, it is let go. */
export function PickedHere({ visual }: { readonly visual: string }): VNode | null {
  const controls = useControls()
  const { settings, set } = controls
  const filters = pickedIn(visual, controls)
  if (filters.length === 0) return null
  const words = filters.map(filter => listSummary(filter, settings.choices[filter.name] as Choice<'list'>))
  return (
    <button
      type="button"
      class="chip picked-here"
      title="The other cards show this alone; press to let go"
      aria-label={`Let go ${words.join(', ')}`}
      onClick={() => set(filters.reduce((all, { name }) => withoutChoice(all, name), settings))}
    >
      <bdi>{words.join(', ')}</bdi>
      <Icon name="close" />
    </button>
  )
}

/** Escape lets go what was picked on the sheet, where nothing else is open that it closes. */
export function useLetGo(): void {
  const { settings, sheet, set } = useControls()
  useEffect(() => {
    const letGo = ({ key, target }: KeyboardEvent): void => {
      if (key !== 'Escape' || !sheet) return
      // What is typed, a panel or a dialog is ended by it first.
      if (target instanceof HTMLInputElement || document.querySelector('[role=dialog], dialog[open]')) return
      const rest = withoutPicked(settings, sheet)
      if (rest !== settings) set(rest)
    }
    document.addEventListener('keydown', letGo)
    return () => document.removeEventListener('keydown', letGo)
  }, [settings, sheet, set])
}
