import type { VNode } from 'preact'
import type { Row } from '../../local/rows.ts'
import type { Measure } from '../../spec/measure.ts'
import { formatTarget } from '../format.ts'
import { isFew, madeOf, numberIn, numberText } from '../measure.ts'

// A circle of this radius around (0, 0), open below.
const RADIUS = 84
const WIDTH = 15
const OPENING_DEGREES = 116

/** The angle of a percentage, in radians: 0 is up, clockwise. */
const angle = (percent: number): number =>
  ((Math.min(100, Math.max(0, percent)) / 100 - 0.5) * (360 - OPENING_DEGREES) * Math.PI) / 180

const at = (percent: number, radius: number): readonly [number, number] => [
  radius * Math.sin(angle(percent)),
  -radius * Math.cos(angle(percent)),
]

const point = (percent: number, radius: number): string =>
  at(percent, radius)
    .map(each => each.toFixed(2))
    .join(' ')

function arc(from: number, to: number, radius: number): string {
  const large = angle(to) - angle(from) > Math.PI ? 1 : 0
  return `M${point(from, radius)}A${radius} ${radius} 0 ${large} 1 ${point(to, radius)}`
}

const anchor = (percent: number): 'start' | 'middle' | 'end' => {
  const [x] = at(percent, 1)
  return x > 0.2 ? 'start' : x < -0.2 ? 'end' : 'middle'
}

interface DialProps {
  readonly value: Measure
  readonly row: Row | undefined
  /** In percent, as the value. */
  readonly target: number
  /** How they compare, in words. */
  readonly verdict: string
}

/** A dial from 0 to 100 %, without its verdict; what it looks like is said by style sheets. */
export function Dial({ value, row, target, verdict }: DialProps): VNode {
  const [x, y] = at(target, RADIUS + WIDTH / 2 + 9)
  return (
    <svg
      viewBox="-132 -106 264 176"
      role="img"
      aria-label={`${value.label}: ${numberText(row, value)}, target ${formatTarget(target)}. ${verdict}.`}
    >
      <title>
        {numberText(row, value)}: {madeOf(row, value)}
      </title>
      <path class="gauge-band is-below" d={arc(0, target, RADIUS)} stroke-width={WIDTH} />
      <path class="gauge-band is-above" d={arc(target, 100, RADIUS)} stroke-width={WIDTH} />
      <path class="gauge-value" d={arc(0, numberIn(row, value) ?? 0, RADIUS)} stroke-width={WIDTH} />
      <path
        class="gauge-target"
        d={`M${point(target, RADIUS - WIDTH / 2 - 4)}L${point(target, RADIUS + WIDTH / 2 + 4)}`}
      />
      <text
        class="gauge-label"
        x={x}
        y={anchor(target) === 'middle' ? y - 14 : y - 3}
        text-anchor={anchor(target)}
      >
        Target
        <tspan {...{ x }} dy="14">
          {formatTarget(target)}
        </tspan>
      </text>
      <text class={isFew(row, value) ? 'gauge-figure is-few' : 'gauge-figure'} y="4" text-anchor="middle">
        {numberText(row, value)}
      </text>
      <text class="gauge-end" x={at(0, RADIUS)[0]} y={at(0, RADIUS)[1] + 20} text-anchor="middle">
        0{'\u00a0'}%
      </text>
      <text class="gauge-end" x={at(100, RADIUS)[0]} y={at(100, RADIUS)[1] + 20} text-anchor="middle">
        100{'\u00a0'}%
      </text>
    </svg>
  )
}
