import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Choice } from '../../local/address.ts'
import type { FilterValue } from '../../local/facts.ts'
import type { PageFilter } from '../../local/model.ts'
import { useControls, withoutChoice } from '../controls.ts'
import { formatCount } from '../format.ts'
import { Icon } from '../icons.tsx'
import { Popover } from './popover.tsx'

/** More than this nobody reads; searching finds the others. */
const MOST_SHOWN = 200

const nothing: Choice<'list'> = { values: [], none: false }

const isChosen = ({ values, none }: Choice<'list'>, value: string | null): boolean =>
  value === null ? none : values.includes(value)

function toggled({ values, none }: Choice<'list'>, value: string | null): Choice<'list'> {
  if (value === null) return { values, none: !none }
  return { values: values.includes(value) ? values.filter(each => each !== value) : [...values, value], none }
}

/** What is chosen, in words. */
export function listSummary({ none, plural }: PageFilter, choice: Choice<'list'>): string {
  const chosen = [...choice.values, ...(choice.none ? [none] : [])]
  const [first] = chosen
  if (first === undefined) return `All ${plural}`
  return chosen.length === 1 ? first : `${first} +${chosen.length - 1}`
}

interface OptionsProps {
  readonly filter: PageFilter
  readonly values: readonly FilterValue[]
  readonly choice: Choice<'list'>
  readonly onChange: (choice: Choice<'list'>) => void
}

function Options({ filter, values, choice, onChange }: OptionsProps): VNode {
  const [search, setSearch] = useState('')
  // What was chosen when it was opened stands first, and stays where it is while more is chosen.
  const ordered = useMemo(
    () => [...values].sort((a, b) => Number(isChosen(choice, b.value)) - Number(isChosen(choice, a.value))),
    [values],
  )
  const wanted = search.trim().toLowerCase()
  const found = ordered.filter(({ value }) => (value ?? filter.none).toLowerCase().includes(wanted))
  const isEmpty = choice.values.length === 0 && !choice.none
  return (
    <>
      <label class="search">
        <Icon name="search" />
        <span class="sr-only">Search {filter.plural}</span>
        <input
          type="search"
          data-autofocus
          placeholder={`Search ${formatCount(values.length)} ${filter.plural}`}
          value={search}
          onInput={event => setSearch(event.currentTarget.value)}
        />
      </label>
      <ul class="options">
        {found.slice(0, MOST_SHOWN).map(({ value, contacts }) => (
          <li key={value ?? '\0'}>
            <label class={value === null ? 'option is-none' : 'option'}>
              <input
                type="checkbox"
                checked={isChosen(choice, value)}
                onChange={() => onChange(toggled(choice, value))}
              />
              <span class="option-name" title={value ?? undefined}>
                {value ?? filter.none}
              </span>
              <span class="option-count">{formatCount(contacts)}</span>
            </label>
          </li>
        ))}
        {found.length === 0 && <li class="note">No {filter.plural} of that name.</li>}
        {found.length > MOST_SHOWN && (
          <li class="note">{formatCount(found.length - MOST_SHOWN)} more; search to see them.</li>
        )}
      </ul>
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
  values,
}: {
  readonly filter: PageFilter
  /** Undefined until they are known. */
  readonly values: readonly FilterValue[] | undefined
}): VNode {
  const { settings, set } = useControls()
  const choice = (settings.choices[filter.name] as Choice<'list'> | undefined) ?? nothing
  const change = (next: Choice<'list'>): void => {
    const rest = withoutChoice(settings, filter.name)
    const isSet = next.values.length > 0 || next.none
    set(isSet ? { ...rest, choices: { ...rest.choices, [filter.name]: next } } : rest)
  }
  return (
    <Popover
      label={filter.label}
      value={listSummary(filter, choice)}
      active={filter.name in settings.choices}
      disabled={!values}
    >
      {() => <Options filter={filter} values={values ?? []} choice={choice} onChange={change} />}
    </Popover>
  )
}
