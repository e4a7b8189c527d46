import type { VNode } from 'preact'
import type { Facts } from '../local/facts.ts'
import { Popover } from './filters/popover.tsx'
import { formatAge, formatCount, formatDay, formatMoment } from './format.ts'

/** To which moment there is data: the newest arrival, but no later than the end of the newest day that has any. */
function reach({ days, freshness }: Facts): string | undefined {
  const arrived = freshness.last_arrived_at
  if (!days || !arrived) return undefined
  const end = `${days.to}T23:59:59Z`
  return Date.parse(arrived) < Date.parse(end) ? arrived : end
}

function Details({ facts }: { readonly facts: Facts }): VNode {
  const { freshness, days, days_without } = facts
  const moment = (iso: string | null): string => (iso ? `${formatMoment(iso)} UTC` : '–')
  const rows: readonly (readonly [string, string])[] = [
    ['Contacts', days ? `${formatDay(days.from)} – ${formatDay(days.to)}` : '–'],
    ['Days without contacts', formatCount(days_without)],
    ['Newest arrival', moment(freshness.last_arrived_at)],
    ['Last commit', `${formatCount(facts.seq)}, ${moment(freshness.last_committed_at)}`],
    ['Raw objects', formatCount(freshness.raw_objects)],
    ['Records read', formatCount(freshness.records_read)],
    ['… accepted', formatCount(freshness.records_accepted)],
    ['… duplicate', formatCount(freshness.records_duplicate)],
    ['… superseded', formatCount(freshness.records_superseded)],
    ['… quarantined', formatCount(freshness.records_quarantined)],
  ]
  return (
    <>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {freshness.records_quarantined > 0 && (
        <p class="note">
          See the quarantined ones with <code>connect-lake quarantine list</code>
        </p>
      )}
    </>
  )
}

/** To which moment there is data, and whether all of it is there. */
export function FreshnessMark({ facts }: { readonly facts: Facts }): VNode {
  const to = reach(facts)
  const { records_quarantined } = facts.freshness
  const age = to && formatAge(to, Date.now())
  const isComplete = records_quarantined === 0
  const words = [
    to ? `to ${formatMoment(to)} UTC${age ? `, ${age}` : ''}` : 'no data yet',
    isComplete
      ? 'complete'
      : `${formatCount(records_quarantined)} ${records_quarantined === 1 ? 'record' : 'records'} quarantined`,
  ]
  return (
    <div class={isComplete ? 'freshness' : 'freshness is-incomplete'}>
      <Popover
        label="Data"
        value={words.join(' · ')}
        icon={isComplete ? 'complete' : 'warning'}
        active={false}
        align="end"
      >
        {() => <Details facts={facts} />}
      </Popover>
    </div>
  )
}
