import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { Days } from '../../local/days.ts'
import { filtersOn, useControls, withoutChoice, withoutParameter } from '../controls.ts'
import { formatDays } from '../format.ts'
import { Icon } from '../icons.tsx'
import { choiceText } from './choice-text.ts'
import { parameterText } from './parameter-control.tsx'

interface FoldedFiltersProps {
  /** The days that are shown, once they are known. */
  readonly shown: Days | null
  /** All that can be set. */
  readonly children: ComponentChildren
}

/** All that can be set behind one button, where there is no room for it above the sheet: what is set can be told and let go. */
export function FoldedFilters({ shown, children }: FoldedFiltersProps): VNode {
  const { dashboard, sheet, settings, set } = useControls()
  const [open, setOpen] = useState(false)
  const panel = useId()
  const chosen =
    dashboard && sheet ? filtersOn(dashboard, sheet).filter(({ name }) => name in settings.choices) : []
  const parameters = (dashboard?.parameters ?? []).filter(
    ({ name }) => name in settings.parameters && sheet?.parameters.includes(name),
  )
  const chips = [
    ...chosen.map(filter => ({
      text: `${filter.label}: ${choiceText(filter, settings.choices[filter.name])}`,
      clear: () => set(withoutChoice(settings, filter.name)),
    })),
    ...parameters.map(parameter => ({
      text: `${parameter.label}: ${parameterText(parameter, settings.parameters[parameter.name] ?? 0)}`,
      clear: () => set(withoutParameter(settings, parameter.name)),
    })),
  ]
  const count = chips.length + Number(settings.days !== undefined)
  return (
    <div class="folded-filters">
      <button
        type="button"
        class={count > 0 ? 'control is-active' : 'control'}
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="filter" />
        <span class="control-label">Filters{count > 0 && ` (${count})`}</span>
        <span class="control-value">{shown && formatDays(shown)}</span>
        <Icon name="caret" />
      </button>
      {chips.length > 0 && (
        <ul class="chips">
          {chips.map(({ text, clear }) => (
            <li key={text}>
              <button type="button" class="chip" aria-label={`Clear ${text}`} onClick={clear}>
                <bdi>{text}</bdi>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && <div id={panel}>{children}</div>}
    </div>
  )
}
