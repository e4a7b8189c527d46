import { Fragment, type VNode } from 'preact'
import { noSettings } from '../../local/address.ts'
import type { Days } from '../../local/days.ts'
import type { Facts } from '../../local/facts.ts'
import type { PageFilter } from '../../local/model.ts'
import { filtersOn, useControls } from '../controls.ts'
import { formatDays } from '../format.ts'
import { useNarrow } from '../narrow.ts'
import { report } from '../report.ts'
import { choiceText } from './choice-text.ts'
import { DatesFilter } from './dates-filter.tsx'
import { FoldedFilters } from './folded-filters.tsx'
import { ListFilter } from './list-filter.tsx'
import { ParameterControl } from './parameter-control.tsx'
import { RangeFilter } from './range-filter.tsx'

interface FilterBarProps {
  readonly facts: Facts | undefined
  /** The days that are shown, once they are known. */
  readonly shown: Days | null
}

function Filter({ filter, facts }: Pick<FilterBarProps, 'facts'> & { readonly filter: PageFilter }): VNode {
  if (filter.kind === 'range') return <RangeFilter filter={filter} />
  return <ListFilter filter={filter} known={facts?.values[filter.name]} />
}

/** What is set, in words: where nothing can be. */
function Told({ shown }: Pick<FilterBarProps, 'shown'>): VNode {
  const { dashboard, sheet, settings } = useControls()
  const set =
    dashboard && sheet ? filtersOn(dashboard, sheet).filter(({ name }) => name in settings.choices) : []
  const words = set.map(filter => `${filter.label}: ${choiceText(filter, settings.choices[filter.name])}`)
  const told = [...(shown ? [formatDays(shown)] : []), ...words]
  return (
    <p class="report-days">
      {told.map((each, i) => (
        <Fragment key={each}>
          {i > 0 && ' · '}
          <bdi>{each}</bdi>
        </Fragment>
      ))}
    </p>
  )
}

/** All that can be set on a sheet. It has its place before anything is known: nothing jumps once it is. */
export function FilterBar({ facts, shown }: FilterBarProps): VNode {
  const { dashboard, sheet, settings, set } = useControls()
  const isNarrow = useNarrow()
  if (report) return <Told shown={shown} />
  const { days, choices, parameters, drills } = settings
  const isSet = days !== undefined || Object.keys({ ...choices, ...parameters, ...drills }).length > 0
  const bar = (
    <div class="filter-bar" role="toolbar" aria-label="Filters">
      {dashboard?.dates.pinned ? (
        <p class="pinned-days">{shown && formatDays(shown)}</p>
      ) : (
        facts?.days !== null && <DatesFilter data={facts?.days} shown={shown} />
      )}
      {dashboard &&
        sheet &&
        filtersOn(dashboard, sheet).map(filter => <Filter key={filter.name} filter={filter} facts={facts} />)}
      {dashboard?.parameters
        .filter(({ name }) => sheet?.parameters.includes(name))
        .map(parameter => (
          <ParameterControl key={parameter.name} parameter={parameter} />
        ))}
      {isSet && (
        <button type="button" class="link" onClick={() => set(noSettings)}>
          Clear all
        </button>
      )}
    </div>
  )
  return isNarrow ? <FoldedFilters shown={shown}>{bar}</FoldedFilters> : bar
}
