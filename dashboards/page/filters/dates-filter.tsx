import type { VNode } from 'preact'
import { isDay } from '../../../schema/instant.ts'
import { countDays, type Days, newestDays } from '../../local/days.ts'
import { useControls } from '../controls.ts'
import { formatDays } from '../format.ts'
import { Popover } from './popover.tsx'

const PRESETS = [7, 14, 28, 91]

interface DatesFilterProps {
  /** The days that there are. */
  readonly data: Days
  /** The days that are shown. */
  readonly shown: Days
}

function Ends({ data, shown, onChange }: DatesFilterProps & { readonly onChange: (days: Days) => void }) {
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

/** Chooses the days. */
export function DatesFilter({ data, shown }: DatesFilterProps): VNode {
  const { settings, set } = useControls()
  // What was chosen is not shown before it is there, and yet the other end has to go with it.
  const chosen = { from: settings.days?.from ?? shown.from, to: settings.days?.to ?? shown.to }
  const isShown = ({ from, to }: Days): boolean => from === shown.from && to === shown.to
  const newest = PRESETS.filter(count => count < countDays(data)).map(count => ({
    label: `Last ${count} days`,
    days: newestDays(data, count),
  }))
  return (
    <Popover label="Dates" icon="calendar" value={formatDays(shown)} active={settings.days !== undefined}>
      {close => (
        <>
          <ul class="presets">
            {newest.map(({ label, days }) => (
              <li key={label}>
                <button
                  type="button"
                  class="preset"
                  aria-pressed={isShown(days)}
                  onClick={() => {
                    set({ ...settings, days })
                    close()
                  }}
                >
                  {label}
                </button>
              </li>
            ))}
            <li>
              <button
                type="button"
                class="preset"
                data-autofocus
                aria-pressed={isShown(data)}
                onClick={() => {
                  // Open ends, so that a shared view grows with the lake.
                  set({ ...settings, days: { from: undefined, to: undefined } })
                  close()
                }}
              >
                All {countDays(data)} days
              </button>
            </li>
          </ul>
          <Ends data={data} shown={chosen} onChange={days => set({ ...settings, days })} />
          <p class="note">Days in UTC, by disconnect</p>
        </>
      )}
    </Popover>
  )
}
