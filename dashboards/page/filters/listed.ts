import type { Choice } from '../../local/address.ts'
import type { FilterValues } from '../../local/facts.ts'
import { LONGEST_LISTED, MOST_LISTED } from '../../local/list-limits.ts'
import type { PageFilter } from '../../local/model.ts'
import { wordsFor } from '../../spec/dataset.ts'
import { formatCount } from '../format.ts'

/** A value, with how many contacts have it; undefined where that is not known. */
export interface Listed {
  readonly value: string | null
  readonly contacts: number | undefined
}

/** Where nothing is chosen, everything is meant. */
export const nothing: Choice<'list'> = { values: [], none: false }

export const isNothing = ({ values, none }: Choice<'list'>): boolean => values.length === 0 && !none

export const isChosen = ({ values, none }: Choice<'list'>, value: string | null): boolean =>
  value === null ? none : values.includes(value)

/** The choice with a value that it has not; without one that it has. */
export function toggled({ values, none }: Choice<'list'>, value: string | null): Choice<'list'> {
  if (value === null) return { values, none: !none }
  return { values: values.includes(value) ? values.filter(each => each !== value) : [...values, value], none }
}

/** Whether a list has all values that there are. */
export const isWhole = ({ has_more, contacts_long }: FilterValues): boolean =>
  !has_more && contacts_long === 0

/** What a list has not, and how it is chosen nevertheless. */
export function leftOut({ has_more, contacts_long }: FilterValues): string {
  const have = contacts_long === 1 ? 'contact has' : 'contacts have'
  return [
    ...(has_more ? [`Only the ${formatCount(MOST_LISTED)} most frequent are listed.`] : []),
    ...(contacts_long > 0
      ? [
          `${formatCount(contacts_long)} ${have} a value of more than ${LONGEST_LISTED} characters, which is not listed.`,
        ]
      : []),
    'Type or paste a whole value to choose another.',
  ].join(' ')
}

/** The values, those first that are chosen by now, listed or not: they stay where they are while more is chosen. */
export function chosenFirst(known: FilterValues, choice: Choice<'list'>): readonly Listed[] {
  const values = new Set(known.listed.map(({ value }) => value))
  const chosen = [...choice.values, ...(choice.none ? [null] : [])]
  // What a whole list has not, nothing has; so it is for rows without a value, which are always listed.
  const contacts = (value: string | null) => (value === null || isWhole(known) ? 0 : undefined)
  return [
    ...chosen.filter(value => !values.has(value)).map(value => ({ value, contacts: contacts(value) })),
    ...[...known.listed].sort(
      (a, b) => Number(isChosen(choice, b.value)) - Number(isChosen(choice, a.value)),
    ),
  ]
}

/**
 * What stands in the list while it is searched for a text. `exact` is the text as a value of its own: of a list that is not
 * whole, any can be chosen.
 */
export function listed(
  ordered: readonly Listed[],
  text: string,
  {
    known,
    choice,
    filter,
  }: { known: FilterValues; choice: Choice<'list'>; filter: Pick<PageFilter, 'none' | 'codes'> },
): { readonly found: readonly Listed[]; readonly exact: string | undefined } {
  const has = (value: string): boolean => ordered.some(each => each.value === value)
  const exact = isWhole(known) || text === '' || has(text) ? undefined : text
  const added = choice.values.filter(value => value !== exact && !has(value))
  const wanted = text.toLowerCase()
  const all = [...added.map(value => ({ value, contacts: undefined })), ...ordered]
  const textsOf = (value: string | null): readonly string[] =>
    value === null ? [filter.none] : [value, wordsFor(filter, value) ?? value]
  const isFound = (text: string): boolean => text.toLowerCase().includes(wanted)
  return { found: all.filter(({ value }) => textsOf(value).some(isFound)), exact }
}
