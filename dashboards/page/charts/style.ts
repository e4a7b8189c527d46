import type { Tokens } from '../../theme/tokens.ts'

/** The page's own font, for text in pictures. */
const FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"

export const labelStyle = ({ ink_muted }: Tokens) => ({ color: ink_muted, fontFamily: FONT, fontSize: 12 })

/** An axis of categories without any decoration. */
export const categoryAxis = (tokens: Tokens) =>
  ({
    type: 'category',
    axisTick: { show: false },
    axisLine: { lineStyle: { color: tokens.hairline } },
    axisLabel: { ...labelStyle(tokens), hideOverlap: true },
  }) as const

/** An axis of values: quiet lines, few numbers. */
export const valueAxis = (tokens: Tokens) =>
  ({
    type: 'value',
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: tokens.grid } },
    axisLabel: labelStyle(tokens),
  }) as const

/** A line through the points of one day. */
export const linePointer = ({ outline }: Tokens) =>
  ({ type: 'line', lineStyle: { color: outline, width: 1, type: 'solid' } }) as const

/** A shade behind one bar. */
export const shadowPointer = ({ ink }: Tokens) =>
  ({ type: 'shadow', shadowStyle: { color: ink, opacity: 0.05 } }) as const
