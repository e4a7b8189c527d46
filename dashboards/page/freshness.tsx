import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Facts } from '../local/facts.ts'
import { wallClock } from '../local/wall-clock.ts'
import { type Age, ageOf } from './age.ts'
import { Popover } from './filters/popover.tsx'
import { formatAge, formatCount, formatDay, formatMoment, formatZone } from './format.ts'

/** What the age is judged by, in words. */
const judged: Readonly<Record<Age['state'], string>> = {
  live: 'Warns when the last commit is more than 36 h old.',
  stale: 'The last commit is more than 36 h old: see whether connect-lake run still runs.',
  historic:
    'The last commit took in what had arrived long before: nothing more is expected, so no age is told.',
}

function Details({ facts, age }: { readonly facts: Facts; readonly age: Age }): VNode {
  const { freshness, days, days_without, time_zone } = facts
  const moment = (iso: string | null): string =>
    iso ? formatMoment(wallClock(iso, time_zone), time_zone) : '–'
  const rows: readonly (readonly [string, string])[] = [
    ['Contacts', days ? `${formatDay(days.from)} – ${formatDay(days.to)}` : '–'],
    ['Days without contacts', formatCount(days_without)],
    ['Time zone of days and hours', formatZone(time_zone)],
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
      <p class="note">{judged[age.state]}</p>
      {freshness.records_quarantined > 0 && (
        <p class="note">
          See the quarantined ones with <code>connect-lake quarantine list</code>
        </p>
      )}
    </>
  )
}

/** Draws anew every so many seconds: ages grow also while nothing comes. */
function useTick(every_s: number): void {
  const [, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick(before => before + 1), every_s * 1_000)
    return () => clearInterval(timer)
  }, [every_s])
}

/** To which moment there is data, whether all of it is there, and whether more still comes. */
export function FreshnessMark({
  facts,
  every_s,
}: {
  readonly facts: Facts
  /** How often it is looked at. */
  readonly every_s: number
}): VNode {
  useTick(every_s)
  const now = Date.now()
  const age = ageOf(facts, now)
  const { records_quarantined, last_committed_at } = facts.freshness
  const since = age.arrived && age.state === 'live' && formatAge(age.arrived, now)
  const isComplete = records_quarantined === 0
  const isFine = isComplete && age.state !== 'stale'
  const words = [
    age.to ? `to ${formatMoment(age.to, facts.time_zone)}${since ? `, ${since}` : ''}` : 'no data yet',
    ...(age.state === 'stale' && last_committed_at
      ? [`last commit ${formatAge(last_committed_at, now)}`]
      : []),
    isComplete
      ? facts.freshness.raw_objects > 0 && 'complete'
      : `${formatCount(records_quarantined)} ${records_quarantined === 1 ? 'record' : 'records'} quarantined`,
  ]
  return (
    <div class={isFine ? undefined : 'is-doubtful'}>
      <Popover
        label="Data"
        value={words.filter(Boolean).join(' · ')}
        icon={isFine ? 'complete' : 'warning'}
        active={false}
        align="end"
      >
        {() => <Details {...{ facts, age }} />}
      </Popover>
    </div>
  )
}
