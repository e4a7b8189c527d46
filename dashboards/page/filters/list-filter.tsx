import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Choice } from '../../local/address.ts'
import type { FilterValues } from '../../local/facts.ts'
import { LONGEST_LISTED } from '../../local/list-limits.ts'
import type { PageFilter } from '../../local/model.ts'
import { wordsFor } from '../../spec/dataset.ts'
import { useControls, withoutChoice } from '../controls.ts'
import { formatCount } from '../format.ts'
import { Icon } from '../icons.tsx'
import {
  chosenFirst,
  isChosen,
  isNothing,
  isWhole,
  type Listed,
  leftOut,
  listed,
  nothing,
  toggled,
} from './listed.ts'
import { Popover } from './popover.tsx'

/** More than this nobody reads; searching finds the others. */
const MOST_SHOWN = 200

/** Of a long value its beginning: where all that is chosen is told, the others have their place, too. */
function shortened(value: string): string {
  const letters = [...value]
  return letters.length <= LONGEST_LISTED ? value : `${letters.slice(0, LONGEST_LISTED).join('')}…`
}

/** What is chosen, in words. */
export function listSummary(filter: PageFilter, choice: Choice<'list'>): string {
  const { none, plural } = filter
  const chosen = [
    ...choice.values.map(value => wordsFor(filter, value) ?? value),
    ...(choice.none ? [none] : []),
  ]
  const [first] = chosen
  if (first === undefined) return `All ${plural}`
  return chosen.length === 1 ? shortened(first) : `${shortened(first)} +${chosen.length - 1}`
}

interface OptionsProps {
  readonly filter: PageFilter
  readonly known: FilterValues
  readonly choice: Choice<'list'>
  readonly onChange: (choice: Choice<'list'>) => void
}

function Options({ filter, known, choice, onChange }: OptionsProps): VNode {
  const [search, setSearch] = useState('')
  const ordered = useMemo(() => chosenFirst(known, choice), [known])
  const typed = search.trim()
  const { found, exact } = listed(ordered, typed, { known, choice, filter })
  const isEmpty = isNothing(choice)
  const option = ({ value, contacts }: Listed, isExact = false): VNode => (
    <li key={value ?? '\0'} class={isExact ? 'is-exact' : undefined}>
      <label class={value === null ? 'option is-none' : 'option'}>
        <input
          type="checkbox"
          checked={isChosen(choice, value)}
          onChange={() => onChange(toggled(choice, value))}
        />
        <span class="option-name" title={value ?? undefined}>
          <bdi>{value === null ? filter.none : (wordsFor(filter, value) ?? value)}</bdi>
        </span>
        <span class="option-count">
          {isExact ? 'as typed' : contacts === undefined ? 'not listed' : formatCount(contacts)}
        </span>
      </label>
    </li>
  )
  return (
    <>
      <label class="search">
        <Icon name="search" />
        <span class="sr-only">Search {filter.plural}</span>
        <input
          type="search"
          data-autofocus
          placeholder={`Search ${formatCount(known.listed.filter(({ value }) => value !== null).length)} ${filter.plural}`}
          value={search}
          onInput={event => setSearch(event.currentTarget.value)}
          onPaste={event => {
            // The field itself would leave out line breaks, of which a value can have some.
            const text = event.clipboardData?.getData('text') ?? ''
            if (!/[\r\n]/.test(text.trim())) return
            event.preventDefault()
            setSearch(text)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && exact !== undefined) onChange(toggled(choice, exact))
          }}
        />
      </label>
      <ul class="options">
        {found.slice(0, MOST_SHOWN).map(each => option(each))}
        {found.length === 0 && exact === undefined && <li class="note">No {filter.plural} of that name.</li>}
        {found.length > MOST_SHOWN && (
          <li class="note">{formatCount(found.length - MOST_SHOWN)} more; search to see them.</li>
        )}
        {exact !== undefined && option({ value: exact, contacts: undefined }, true)}
      </ul>
      {!isWhole(known) && <p class="note list-limit">{leftOut(known)}</p>}
      <div class="panel-foot">
        <span class="note">Contacts in the whole lake</span>
        <button type="button" class="link" disabled={isEmpty} onClick={() => onChange(nothing)}>
          Clear
        </button>
      </div>
    </>
  )
}

/** Chooses among the values of a column. */
export function ListFilter({
  filter,
  known,
}: {
  readonly filter: PageFilter
  /** Undefined until they are known. */
  readonly known: FilterValues | undefined
}): VNode {
  const { settings, set } = useControls()
  const choice = (settings.choices[filter.name] as Choice<'list'> | undefined) ?? nothing
  const change = (next: Choice<'list'>): void => {
    const rest = withoutChoice(settings, filter.name)
    set(isNothing(next) ? rest : { ...rest, choices: { ...rest.choices, [filter.name]: next } })
  }
  return (
    <Popover
      label={filter.label}
      value={listSummary(filter, choice)}
      active={filter.name in settings.choices}
      disabled={!known}
    >
      {() => known && <Options filter={filter} known={known} choice={choice} onChange={change} />}
    </Popover>
  )
}
