import type { VNode } from 'preact'
import type { Facts, Freshness } from '../local/facts.ts'
import { formatCount } from './format.ts'

interface Told {
  readonly words: string
  readonly why?: string
  /** What can be done about it, and the command that does it. */
  readonly way: readonly [words: string, command: string]
}

/** Why a dashboard has not one day to show, of what the lake has taken in; whoever sees some rows only is told no more than that. */
function told({ raw_objects, records_accepted, records_quarantined }: Freshness, isPart: boolean): Told {
  if (raw_objects === 0)
    return {
      words: 'There is nothing in this lake yet.',
      way: ['Fill it with', 'connect-lake run --raw DIR --lake DIR'],
    }
  if (isPart)
    return {
      words: 'Nothing that this dashboard shows may be seen by this viewer.',
      way: ['Who sees which rows is declared as access in', 'connect-lake.config.json'],
    }
  const records = (count: number): string => `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`
  return {
    words: 'Nothing of what this lake has taken in is shown on this dashboard.',
    why: [
      ...(records_accepted > 0 ? [`${records(records_accepted)} became rows of other kinds.`] : []),
      ...(records_quarantined > 0 ? [`${records(records_quarantined)} could not be read.`] : []),
    ].join(' '),
    way:
      records_quarantined > 0
        ? ['See why with', 'connect-lake quarantine list --lake DIR']
        : ['See what there is with', 'connect-lake status --lake DIR'],
  }
}

/** Instead of a sheet of a dashboard that has not one day to show: why, and the way out, as soon as that is known. */
export function Vacant({ facts }: { readonly facts: Facts | undefined }): VNode {
  if (!facts)
    return (
      <div class="state">
        <p>There is nothing to show on this dashboard yet.</p>
      </div>
    )
  const as = new URLSearchParams(location.search).has('as')
  const { words, why, way } = told(facts.freshness, as)
  return (
    <div class="state">
      <p>{words}</p>
      {why && <p class="note">{why}</p>}
      <p class="note">
        {way[0]} <code>{way[1]}</code>
      </p>
    </div>
  )
}
