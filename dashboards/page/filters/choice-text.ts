import type { Choice } from '../../local/address.ts'
import type { PageFilter } from '../../local/model.ts'
import { listSummary } from './list-filter.tsx'
import { rangeSummary } from './range-filter.tsx'

/** What is chosen in a filter, in words. */
export const choiceText = (filter: PageFilter, choice: Choice | undefined): string =>
  filter.kind === 'list'
    ? listSummary(filter, choice as Choice<'list'>)
    : rangeSummary(choice as Choice<'range'>, filter.unit ?? 'number')
