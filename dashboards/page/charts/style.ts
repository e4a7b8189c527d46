import type { Unit } from '../../spec/measure.ts'
import type { Tokens } from '../../theme/tokens.ts'
import { formatAxisDuration, formatAxisUsd, formatBytes, formatTarget, formatTick } from '../format.ts'
import type { Setting } from './picture.ts'

/** The page's own font, for text in pictures. */
export const FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"

export const labelStyle = ({ ink_muted }: Tokens) => ({ color: ink_muted, fontFamily: FONT, fontSize: 12 })

/** The room for names left of bars, in pixels. */
export const nameWidth = ({ narrow, width_px }: Pick<Setting, 'narrow' | 'width_px'>): number =>
  narrow ? 96 : Math.max(140, Math.min(200, Math.round(width_px * 0.36)))

/** All that is drawn inside, with the labels of the axes. */
export const grid = (room: { readonly left?: number; readonly right?: number; readonly top?: number } = {}) =>
  ({
    ...{ left: 4, right: 8, top: 12, bottom: 8, ...room },
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  }) as const

/** An axis of categories without any decoration. */
export const categoryAxis = (tokens: Tokens) =>
  ({
    type: 'category',
    axisTick: { show: false },
    axisLine: { lineStyle: { color: tokens.hairline } },
    axisLabel: { ...labelStyle(tokens), hideOverlap: true },
  }) as const

/** Steps that people count seconds by. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400]

const ticks: { readonly [K in Unit]: (value: number) => string } = {
  count: formatTick,
  number: formatTick,
  percent: formatTarget,
  bytes: formatBytes,
  s: value => formatAxisDuration(value),
  usd: formatAxisUsd,
  usd_per_thousand: formatAxisUsd,
}

/** How a value stands at an axis. */
export const tickOf = (unit: Unit): ((value: number) => string) => ticks[unit]

/** An axis of values: quiet lines, few numbers, in steps that people count by. `most` is the largest value. */
export function valueAxis(tokens: Tokens, unit: Unit, most: number) {
  const step = unit === 's' ? STEPS_S.find(each => most / each <= 5) : undefined
  return {
    type: 'value',
    splitNumber: 4,
    ...(step !== undefined && { interval: step, max: Math.max(step, Math.ceil(most / step) * step) }),
    // Nothing is counted by halves.
    ...(unit === 'count' && { minInterval: 1 }),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: tokens.grid } },
    axisLabel: {
      ...labelStyle(tokens),
      // An end that is no step stands close to one.
      hideOverlap: true,
      // All of an axis in the same unit.
      formatter: unit === 's' ? (value: number) => formatAxisDuration(value, most) : tickOf(unit),
    },
  } as const
}

/** A line through the points of one day. */
export const linePointer = ({ outline }: Tokens) =>
  ({ type: 'line', lineStyle: { color: outline, width: 1, type: 'solid' } }) as const

/** A shade behind one bar. */
export const shadowPointer = ({ ink }: Tokens) =>
  ({ type: 'shadow', shadowStyle: { color: ink, opacity: 0.05 } }) as const
