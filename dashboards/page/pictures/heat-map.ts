import { axisOf } from '../../local/axis.ts'
import type { Row } from '../../local/rows.ts'
import { hatch, inkOn, mix, rampOf } from '../charts/colours.ts'
import {
  behind,
  isBehind,
  labelBehind,
  type Picture,
  type PictureOf,
  type Point,
  pickOf,
} from '../charts/picture.ts'
import { categoryAxis, grid, labelStyle, tickOf } from '../charts/style.ts'
import { axisText, dimensionText, titleText } from '../dimension-text.ts'
import { formatNumber } from '../format.ts'
import { fewNote, isFew, madeOf, numberIn, numberText } from '../measure.ts'

/** What the names of the rows take, about. */
const NAMES_PX = 84
/** Narrower cells have no room for their value. */
const LABELLED_PX = 36

/**
 * Both axes complete; the stronger the colour, the larger the value. Empty is not zero. What is made of few is hatched, and
 * no end of the scale: a single contact would take the colour from all others.
 */
export const heatMap: PictureOf<'heat_map'> = (visual, { rows, days }, setting): Picture => {
  const { value } = visual
  const { tokens } = setting.look
  const [down, across] = [axisOf(visual.rows, rows, days), axisOf(visual.columns, rows, days)]
  const key = (row: unknown, column: unknown): string => JSON.stringify([row, column])
  const found = new Map<string, Row>(
    rows.map(row => [key(row[visual.rows.name] ?? null, row[visual.columns.name] ?? null), row]),
  )
  const cells = down.flatMap((row, y) =>
    across.map((column, x) => ({ x, y, row: found.get(key(row, column)), names: [row, column] as const })),
  )
  const values = cells.flatMap(({ row }) => (isFew(row, value) ? [] : (numberIn(row, value) ?? [])))
  const [low, high] =
    value.kind === 'ratio' && values.length > 0
      ? [Math.min(...values), Math.max(...values)]
      : [0, Math.max(0, ...values)]
  const [faint, strong] = rampOf(tokens)
  const colourOf = (of: number, row: Row | undefined): string =>
    isFew(row, value) ? tokens.surface : mix(faint, strong, high > low ? (of - low) / (high - low) : 1)
  const hatched = { color: tokens.surface, decal: hatch(tokens) }
  const note = fewNote(
    'Hatched',
    cells.map(({ row }) => row),
    value,
  )
  const labelled = (setting.width_px - NAMES_PX) / across.length >= LABELLED_PX
  const points = cells.map(({ row, names }): Point => {
    const of = numberIn(row, value)
    return {
      title: `${titleText(visual.rows, names[0] ?? null)}, ${dimensionText(visual.columns, names[1] ?? null)}`,
      rows: [
        {
          ...(of !== null && { colour: colourOf(of, row) }),
          name: value.label,
          value: numberText(row, value),
          note: madeOf(row, value),
        },
      ],
      ...pickOf(row, setting),
      ...(!row ? { foot: 'No contacts' } : isFew(row, value) ? { foot: 'Few: says little' } : {}),
    }
  })
  const axis = categoryAxis(tokens)
  return {
    option: {
      grid: grid({ left: 0, right: 4, top: 4 }),
      xAxis: {
        ...axis,
        axisLine: { show: false },
        data: across.map((_, i) => i),
        axisLabel: {
          ...axis.axisLabel,
          formatter: (_: string, i: number) => axisText(visual.columns, across[i] ?? null),
        },
      },
      yAxis: {
        ...axis,
        inverse: true,
        axisLine: { show: false },
        data: down.map((_, i) => i),
        axisLabel: {
          ...axis.axisLabel,
          color: tokens.ink,
          width: NAMES_PX,
          overflow: 'truncate',
          formatter: (_: string, i: number) => axisText(visual.rows, down[i] ?? null),
        },
      },
      // Each cell has its own colour; the chart asks for a map all the same.
      visualMap: {
        show: false,
        type: 'continuous',
        min: low,
        max: high > low ? high : low + 1,
        inRange: { color: [faint, strong] },
      },
      series: [
        {
          id: value.name,
          type: 'heatmap',
          data: cells.map(({ x, y, row }) => {
            const of = numberIn(row, value)
            return {
              value: [x, y, of ?? '-'],
              ...(of !== null && {
                label: {
                  color: isFew(row, value) ? tokens.ink_muted : inkOn(colourOf(of, row)),
                  ...labelBehind(setting, row),
                },
                ...((isFew(row, value) || isBehind(setting, row)) && {
                  itemStyle: { ...(isFew(row, value) && hatched), ...behind(setting, row) },
                }),
              }),
            }
          }),
          itemStyle: { borderColor: tokens.surface, borderWidth: 2, borderRadius: 3 },
          label: {
            ...labelStyle(tokens),
            fontSize: 11,
            show: labelled,
            formatter: ({ dataIndex }) => {
              const of = numberIn(cells[dataIndex]?.row, value)
              return of === null ? '' : tickOf(value.unit)(of)
            },
          },
          emphasis: { itemStyle: { borderColor: tokens.ink } },
        },
      ],
    },
    points,
    columns: across.length,
    trigger: 'item',
    pointer: {},
    ...(values.length > 0 && {
      ramp: {
        colours: [faint, strong],
        ends: [formatNumber(low, value.unit), formatNumber(high, value.unit)],
        label: value.label,
      } as const,
    }),
    ...(note && { note }),
  }
}
