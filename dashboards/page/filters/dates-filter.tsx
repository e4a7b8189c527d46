import type { VNode } from 'preact'
import { isDay } from '../../../schema/instant.ts'
import type { DaysChoice } from '../../local/address.ts'
import { countDays, type Days } from '../../local/days.ts'
import { type RelativeDays, relativeWord } from '../../local/relative-days.ts'
import { useControls } from '../controls.ts'
import { formatDay, formatDays } from '../format.ts'
import { Popover } from './popover.tsx'

interface PanelProps {
  /** The days that there are. */
  readonly data: Days
  /** The days that are shown. */
  readonly shown: Days
  readonly close: () => void
}

interface DatesFilterProps {
  /** The days that there are; undefined until they are known. */
  readonly data: Days | undefined
  /** The days that are shown; null until they are known. */
  readonly shown: Days | null
}

const calendar: readonly RelativeDays[] = [
  { kind: 'this_week' },
  { kind: 'last_week' },
  { kind: 'this_month' },
  { kind: 'last_month' },
]

const words = (days: RelativeDays): string => {
  const text = relativeWord(days)
    .replaceAll('_', ' ')
    .replace(/^last 1 days$/, 'last day')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** All days: open ends, so that a shared view grows with the lake. */
const allDays: DaysChoice = { from: undefined, to: undefined }

const isSame = (a: DaysChoice | undefined, b: DaysChoice): boolean => JSON.stringify(a) === JSON.stringify(b)

function Ends({
  data,
  shown,
  onChange,
}: Omit<PanelProps, 'close'> & { readonly onChange: (days: Days) => void }) {
  const change = (days: Days): void => {
    if (isDay(days.from) && isDay(days.to) && days.from <= days.to) onChange(days)
  }
  return (
    <div class="ends">
      <label>
        <span>From</span>
        <input
          type="date"
          name="from"
          value={shown.from}
          min={data.from}
          max={shown.to}
          onChange={event => change({ ...shown, from: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>To</span>
        <input
          type="date"
          name="to"
          value={shown.to}
          min={shown.from}
          max={data.to}
          onChange={event => change({ ...shown, to: event.currentTarget.value })}
        />
      </label>
    </div>
  )
}

function Panel({ data, shown, close }: PanelProps): VNode {
  const { dashboard, settings, set } = useControls()
  const { days } = settings
  // What was chosen is not shown before it is there, and yet the other end has to go with it.
  const ends = days && 'from' in days ? days : shown
  const chosen = { from: ends.from ?? shown.from, to: ends.to ?? shown.to }
  const initial = dashboard?.dates.default_days ?? 0
  const counts = [...new Set([initial, 1, 7, 14, 28, 91])].filter(
    count => count > 0 && count < countDays(data),
  )
  const newest = counts.sort((a, b) => a - b).map((count): RelativeDays => ({ kind: 'last_days', count }))
  const begun = days ?? { relative: { kind: 'last_days', count: initial } }
  const preset = (label: string, choice: DaysChoice): VNode => (
    <li key={label}>
      <button
        type="button"
        class="preset"
        data-autofocus={isSame(begun, choice) || undefined}
        aria-pressed={isSame(begun, choice)}
        onClick={() => {
          set({ ...settings, days: choice })
          close()
        }}
      >
        {label}
      </button>
    </li>
  )
  return (
    <>
      <ul class="presets is-two">
        {[...newest, ...calendar].map(each => preset(words(each), { relative: each }))}
        {preset(`All ${countDays(data)} days`, allDays)}
      </ul>
      <Ends data={data} shown={chosen} onChange={next => set({ ...settings, days: next })} />
      <p class="note">Counted back from the newest day with data, {formatDay(data.to)}</p>
    </>
  )
}

/** Chooses the days: by their distance from the newest, or by their dates. */
export function DatesFilter({ data, shown }: DatesFilterProps): VNode {
  const { days } = useControls().settings
  const relative = days && 'relative' in days ? days.relative : undefined
  const value = [...(relative ? [words(relative)] : []), ...(shown ? [formatDays(shown)] : [])].join(' · ')
  return (
    <div class="dates">
      <Popover
        label="Dates"
        icon="calendar"
        value={value}
        active={days !== undefined}
        disabled={!data || !shown}
      >
        {close => data && shown && <Panel {...{ data, shown, close }} />}
      </Popover>
    </div>
  )
}
