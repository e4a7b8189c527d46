import { PLACE } from '../../local/parts.ts'
import type { Row } from '../../local/rows.ts'
import { coloursOf, inkOn, mix, rampOf } from '../charts/colours.ts'
import {
  BEHIND,
  isBehind,
  labelBehind,
  type Picture,
  type PictureOf,
  type Point,
  pickOf,
} from '../charts/picture.ts'
import { FONT } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { isFew, madeOf, numberIn, numberText } from '../measure.ts'

/** Narrower areas have no room for a name. */
const LEAST_PX = 48

/** A whole as areas; coloured by another measure, or each in its own colour. */
export const treeMap: PictureOf<'tree_map'> = (visual, { rows }, setting): Picture => {
  const { group, size, color, parts } = visual
  const { tokens } = setting.look
  const isRest = (row: Row): boolean => Number(row[PLACE]) > parts
  const nameOf = (row: Row): string =>
    isRest(row) ? String(row[group.name]) : dimensionText(group, row[group.name] ?? null)
  const total = rows.reduce((sum, row) => sum + (numberIn(row, size) ?? 0), 0)
  const values = color ? rows.flatMap(row => (isFew(row, color) ? [] : (numberIn(row, color) ?? []))) : []
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [faint, strong] = rampOf(tokens)
  const colours = coloursOf(setting.look, group)
  function colourOf(row: Row, i: number): string {
    if (!color) return isRest(row) ? tokens.other : colours(row[group.name] ?? null, i)
    const value = numberIn(row, color)
    if (value === null || isFew(row, color)) return tokens.track
    return mix(faint, strong, high > low ? (value - low) / (high - low) : 0.5)
  }
  const points = rows.map(
    (row, i): Point => ({
      title: nameOf(row),
      rows: [
        {
          ...{ colour: colourOf(row, i), name: size.label, value: numberText(row, size) },
          note: formatPercent(((numberIn(row, size) ?? 0) / total) * 100),
        },
        ...(color ? [{ name: color.label, value: numberText(row, color), note: madeOf(row, color) }] : []),
      ],
      // The first of the data is the whole.
      at: { series: 0, data: i + 1 },
      ...pickOf(row, setting),
    }),
  )
  return {
    option: {
      series: [
        {
          id: size.name,
          type: 'treemap',
          ...{ left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false },
          breadcrumb: { show: false },
          data: rows.map((row, i) => ({
            name: nameOf(row),
            value: numberIn(row, size) ?? 0,
            // An area has no opacity of its own.
            itemStyle: {
              color: isBehind(setting, row)
                ? mix(tokens.surface, colourOf(row, i), BEHIND)
                : colourOf(row, i),
            },
            label: {
              color: inkOn(colourOf(row, i)),
              ...labelBehind(setting, row),
              // Not as a text of its own, in which {b} would be a placeholder.
              formatter: () =>
                [nameOf(row), numberText(row, size), color ? numberText(row, color) : '']
                  .filter(Boolean)
                  .join('\n'),
            },
          })),
          itemStyle: { borderColor: tokens.surface, borderWidth: 1, gapWidth: 2, borderRadius: 3 },
          label: {
            ...{ show: true, position: 'insideTopLeft', fontFamily: FONT, fontSize: 12, lineHeight: 17 },
            ...{ padding: [3, 4], overflow: 'truncate' },
          },
          // What has no room for its name has none, but for a tooltip.
          labelLayout: ({ rect }) => (rect.width < LEAST_PX ? { fontSize: 0 } : {}),
          emphasis: { itemStyle: { borderColor: tokens.ink }, label: { show: true } },
        },
      ],
    },
    points,
    trigger: 'item',
    pointer: {},
    ...(color &&
      values.length > 0 && {
        ramp: {
          colours: [faint, strong],
          ends: [formatNumber(low, color.unit), formatNumber(high, color.unit)],
          label: color.label,
        } as const,
      }),
  }
}
