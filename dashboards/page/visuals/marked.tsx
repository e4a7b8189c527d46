import type { VNode } from 'preact'
import type { Row } from '../../local/rows.ts'
import type { Measure } from '../../spec/measure.ts'
import type { Parameter } from '../../spec/parameter.ts'
import { useControls } from '../controls.ts'
import { type Marked, TONE_MARKS, type Tone, toneOf } from '../tone.ts'

/** What a parameter is set to now. */
export function useParameters(): (parameter: Parameter) => number {
  const { dashboard, settings } = useControls()
  return ({ name, default: initial }) =>
    settings.parameters[name] ?? dashboard?.parameters.find(each => each.name === name)?.default ?? initial
}

/** How values are marked, with the limits that are set now. */
export function useTone(formats: readonly Marked[]): (measure: Measure, row: Row) => Tone | undefined {
  const parameter = useParameters()
  return (measure, row) => toneOf(formats, measure, row, parameter)
}

/** A number in the colour of its tone, and with a mark: never by colour alone. */
export const MarkedNumber = ({
  text,
  tone,
}: {
  readonly text: string
  readonly tone: Tone | undefined
}): VNode =>
  tone ? (
    <span class={`tone-${tone}`}>
      <span aria-hidden="true">{TONE_MARKS[tone].mark} </span>
      {text}
      <span class="sr-only">, {TONE_MARKS[tone].words}</span>
    </span>
  ) : (
    <span>{text}</span>
  )
