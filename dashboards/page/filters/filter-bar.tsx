import type { VNode } from 'preact'
import { noSettings } from '../../local/address.ts'
import type { Days } from '../../local/days.ts'
import type { Facts } from '../../local/facts.ts'
import { useControls } from '../controls.ts'
import { DatesFilter } from './dates-filter.tsx'
import { ListFilter } from './list-filter.tsx'
import { ParameterControl } from './parameter-control.tsx'

interface FilterBarProps {
  readonly facts: Facts | undefined
  /** The days that are shown, once they are known. */
  readonly shown: Days | null
}

/** All that can be set on a dashboard; it acts on every visual. */
export function FilterBar({ facts, shown }: FilterBarProps): VNode {
  const { dashboard, settings, set } = useControls()
  const isSet =
    settings.days !== undefined || Object.keys({ ...settings.choices, ...settings.parameters }).length > 0
  return (
    <div class="filter-bar" role="toolbar" aria-label="Filters">
      {facts?.days && shown && <DatesFilter data={facts.days} shown={shown} />}
      {facts &&
        dashboard?.filters.map(filter => (
          <ListFilter key={filter.name} filter={filter} values={facts.values[filter.name] ?? []} />
        ))}
      {facts &&
        dashboard?.parameters.map(parameter => (
          <ParameterControl key={parameter.name} parameter={parameter} />
        ))}
      {isSet && (
        <button type="button" class="link" onClick={() => set(noSettings)}>
          Clear all
        </button>
      )}
    </div>
  )
}
