import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Choice } from '../../local/address.ts'
import type { PageFilter } from '../../local/model.ts'
import type { Unit } from '../../spec/measure.ts'
import { useControls, withoutChoice } from '../controls.ts'
import { formatNumber } from '../format.ts'
import { Popover } from './popover.tsx'
import { typed } from './typed.ts'

const nothing: Choice<'range'> = { from: undefined, to: undefined }

/** What is chosen, in words. */
export function rangeSummary({ from, to }: Choice<'range'>, unit: Unit): string {
  const text = (value: number): string => formatNumber(value, unit)
  if (from === undefined) return to === undefined ? 'any' : `up to ${text(to)}`
  return to === undefined ? `from ${text(from)}` : `${text(from)} – ${text(to)}`
}

interface EndsProps {
  readonly name: string
  readonly choice: Choice<'range'>
  readonly onChange: (choice: Choice<'range'>) => void
}

/** What is typed, as a choice; undefined for what is none. */
function typedChoice(from: string, to: string): Choice<'range'> | undefined {
  const [low, high] = [from, to].map(text => (text === '' ? undefined : Number(text)))
  if ([low, high].some(end => end !== undefined && !Number.isFinite(end))) return undefined
  return low !== undefined && high !== undefined && low > high ? undefined : { from: low, to: high }
}

/** Two numbers; they hold once they are typed: with Enter, with the next field, and when the panel is closed. */
function Ends({ name, choice, onChange }: EndsProps): VNode {
  const [from, setFrom] = useState(String(choice.from ?? ''))
  const [to, setTo] = useState(String(choice.to ?? ''))
  const next = typedChoice(from, to)
  const settle = (): void => {
    if (next && (next.from !== choice.from || next.to !== choice.to)) onChange(next)
  }
  const latest = useRef(settle)
  latest.current = settle
  useEffect(() => () => latest.current(), [])
  const end = (which: 'from' | 'to', words: string, text: string, set: (text: string) => void): VNode => (
    <label>
      <span>{words}</span>
      <input
        type="number"
        step="any"
        name={`${name}_${which}`}
        data-autofocus={which === 'from' || undefined}
        aria-invalid={!next || undefined}
        value={text}
        onInput={event => set(event.currentTarget.value)}
        onChange={settle}
      />
    </label>
  )
  const clear = (): void => {
    setFrom('')
    setTo('')
    onChange(nothing)
  }
  return (
    <>
      <div class="ends is-plain">
        {end('from', 'From', from, setFrom)}
        {end('to', 'To', to, setTo)}
      </div>
      <div class="panel-foot">
        <span class="note">Both included; rows without a value are not.</span>
        <button type="button" class="link" disabled={from === '' && to === ''} onClick={clear}>
          Clear
        </button>
      </div>
    </>
  )
}

/** Chooses numbers from one to another. */
export function RangeFilter({ filter }: { readonly filter: PageFilter }): VNode {
  const { settings, set } = useControls()
  const { name, label, unit = 'number' } = filter
  const choice = (settings.choices[name] as Choice<'range'> | undefined) ?? nothing
  const change = (next: Choice<'range'>): void => {
    const rest = withoutChoice(settings, name)
    const isOpen = next.from === undefined && next.to === undefined
    set(isOpen ? rest : { ...rest, choices: { ...rest.choices, [name]: next } })
  }
  return (
    <Popover label={label} value={rangeSummary(choice, unit)} active={name in settings.choices}>
      {() => (
        <>
          <p class="panel-title">
            {label}
            {typed[unit]}
          </p>
          <Ends name={name} choice={choice} onChange={change} />
        </>
      )}
    </Popover>
  )
}
