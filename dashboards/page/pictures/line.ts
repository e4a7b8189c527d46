import type { LineSeriesOption } from 'echarts/charts'
import { axisOf } from '../../local/axis.ts'
import type { PageVisual } from '../../local/model.ts'
import type { Cell, Row } from '../../local/rows.ts'
import type { Dimension } from '../../spec/dataset.ts'
import { coloursOf } from '../charts/colours.ts'
import {
  behind,
  type Picture,
  type PictureOf,
  type Point,
  type Setting,
  type Shown,
} from '../charts/picture.ts'
import { categoryAxis, grid, labelStyle, linePointer, valueAxis } from '../charts/style.ts'
import { isOpen, isOpenInterval, settledTo } from '../days.ts'
import { axisText, dimensionText, titleText } from '../dimension-text.ts'
import { formatNumber } from '../format.ts'
import { fewNote, isFew } from '../measure.ts'
import { momentTicks } from './moments.ts'
import { mostOf, pickAt, type Series, seenOf, seriesOfMeasures, tooltipRow, valuesOf } from './series.ts'

const LABEL_PX = 15
/** What lies above and below the lines, about. */
const AROUND_PX = 44
/** More lines than this are named in a legend. */
const MOST_LABELS = 4
/** What a character of a label is wide, about. */
const CHAR_PX = 6.8

/** A point between two gaps has no line to be seen by. */
const isAlone = (values: readonly (number | null)[], i: number): boolean =>
  values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null

function linesOf(series: Series, open: number, label: object, setting: Setting): readonly LineSeriesOption[] {
  const { tokens } = setting.look
  const { colour, id, rows, measure } = series
  const values = valuesOf(series)
  const few = rows.map(row => isFew(row, measure))
  const last = values.length - 1
  const back = behind(setting, ...rows)
  const hollow = { color: tokens.surface, borderColor: colour, borderWidth: 1 }
  const common = {
    type: 'line',
    symbol: 'circle',
    symbolSize: 7,
    showAllSymbol: true,
    itemStyle: { color: colour, borderColor: tokens.surface, borderWidth: 1.5, ...back },
    emphasis: { scale: false, lineStyle: { width: 2 } },
    // Said, for a line that goes on keeps what it was told before: the name at an end that it has no more would be drawn nowhere.
    endLabel: { show: false },
  } as const
  // All but the points at the end that can still change; those are drawn dashed by a series of its own.
  const settled = values.map((value, at) => (at > last - open ? null : value))
  const said = settled.map((value, at) => (few[at] ? null : value))
  const whole = {
    ...common,
    id,
    data: said.map((value, at) => ({ value, symbol: isAlone(said, at) ? 'circle' : 'none' })),
    lineStyle: { color: colour, width: 2, ...back },
  }
  // Through all, so that the line has no gap where there are values: thin, with what says little as hollow points.
  const thin = {
    ...common,
    ...(open === 0 && label),
    id: `${id} few`,
    data: settled.map((value, at) => ({ value, symbol: few[at] ? 'circle' : 'none', itemStyle: hollow })),
    symbolSize: 5,
    lineStyle: { color: colour, width: 1, opacity: 0.4, ...back },
  }
  const isBroken = settled.some((value, at) => value !== null && few[at])
  const lines = isBroken ? [thin, whole] : [open > 0 ? whole : { ...whole, ...label }]
  if (open === 0) return lines
  const soFar = {
    ...common,
    ...label,
    id: `${id} so far`,
    data: values.map((value, at) => ({
      value: at >= last - open ? value : null,
      symbol: at === last ? 'circle' : 'none',
      ...(few[at] && { itemStyle: hollow }),
    })),
    lineStyle: { color: colour, width: 2, type: 'dashed' as const, ...back },
  }
  return [...lines, soFar]
}

/** Where an axis from zero ends, as the library divides it in about four steps of 1, 2, 3, 5 or 10. */
function topOf(most: number): number {
  const size = 10 ** Math.floor(Math.log10(most / 4 || 1))
  const [step = 10] = [1, 2, 3, 5].filter((_, i) => most / 4 / size < ([1.5, 2.5, 4, 7][i] ?? 0))
  return Math.ceil(most / (step * size)) * step * size
}

/**
 * How many half lines each label at the end of its line gives way to those above it.
 * @param scale whether the axis begins near to the lowest value, not at zero
 */
function dropsOf(all: readonly Series[], scale: boolean, height_px: number): readonly number[] {
  const most = mostOf(all)
  const lowest = scale ? Math.min(...all.flatMap(valuesOf).filter(value => value !== null)) : 0
  const px = Math.max(LABEL_PX, height_px - AROUND_PX) / ((scale ? most : topOf(most)) - lowest || 1)
  const ends = all.map(series => ((valuesOf(series).at(-1) ?? lowest) - lowest) * px)
  const drops = all.map(() => 0)
  let free = Number.POSITIVE_INFINITY
  for (const i of all.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0))) {
    const end = ends[i] ?? 0
    const halves = Math.max(0, Math.ceil(((end - free) * 2) / LABEL_PX))
    drops[i] = halves
    free = end - (halves * LABEL_PX) / 2 - LABEL_PX
  }
  return drops
}

/** A line for each colour, in the order of the rows: the largest first. */
function seriesOfColours(
  { category, values, colors }: PageVisual<'line'>,
  { rows, days }: Shown,
  by: Dimension,
  { look }: Setting,
): readonly Series[] {
  const [measure] = values
  if (!measure || !colors) return []
  const axis = axisOf(category, rows, days)
  const colourOf = coloursOf(look, by)
  return [...new Set(rows.map(row => row[by.name] ?? null))].map((value, i) => {
    const own = new Map<unknown, Row>(
      rows.filter(row => (row[by.name] ?? null) === value).map(row => [row[category.name] ?? null, row]),
    )
    return {
      id: `${i} ${String(value)}`,
      name: dimensionText(by, value),
      full_name: titleText(by, value),
      colour: colourOf(value, i),
      measure,
      rows: axis.map(each => own.get(each)),
    }
  })
}

/** How many points at the end of an axis can still change. */
function openAtEnd(
  { category: { type }, settles_after_s }: PageVisual<'line'>,
  axis: readonly Cell[],
  { complete_to }: Setting,
): number {
  const settled_to = settledTo(complete_to, settles_after_s)
  const isOpenAt = (i: number): boolean =>
    type === 'timestamp'
      ? i > 0 && isOpenInterval(String(axis[i - 1]), String(axis[i]), settled_to)
      : type === 'date' && isOpen(String(axis[i]), settled_to)
  let open = 0
  while (open < axis.length && isOpenAt(axis.length - 1 - open)) open++
  return open
}

/** Lines along an axis, named at their ends, where they are few, and in a legend, by which they are switched off; a target dashed across. */
export const line: PictureOf<'line'> = (visual, shown, setting): Picture => {
  const { category, values, colors, target } = visual
  const { tokens } = setting.look
  const axis = axisOf(category, shown.rows, shown.days)
  const byAxis = new Map(shown.rows.map(row => [row[category.name] ?? null, row]))
  const all = colors
    ? seriesOfColours(visual, shown, colors.by, setting)
    : seriesOfMeasures(
        values,
        axis.map(value => byAxis.get(value)),
        i => tokens.series[i] ?? tokens.other,
      )
  const seen = seenOf(all, setting)
  const note = [...new Set(seen.map(({ rows, measure }) => fewNote('Hollow', rows, measure)))]
    .filter(Boolean)
    .join('; ')
  const open = openAtEnd(visual, axis, setting)
  // A line is named at its end, where it has one.
  const labelled =
    all.length <= MOST_LABELS && !setting.narrow && seen.every(each => valuesOf(each).at(-1) !== null)
  const aim = target && { value: setting.parameter(target), label: 'Target' }
  const longest = Math.max(...(labelled ? seen : []).map(({ name }) => name.length), aim ? 6 : 0)
  const unit = values[0]?.unit ?? 'count'
  // A ratio says more near to where it moves; a count or a time is read from zero.
  const scale = unit === 'percent' && values.every(({ kind }) => kind === 'ratio')
  const drops = dropsOf(seen, scale, setting.height_px)
  const endLabel = (name: string, halves: number) => ({
    endLabel: {
      ...labelStyle(tokens),
      show: true,
      // An empty line above moves it down by half a line: an end label takes no offset.
      formatter: '\n'.repeat(halves) + name,
      lineHeight: LABEL_PX,
      distance: 8,
    },
  })
  // A line may be drawn by several series.
  const drawn = seen.flatMap((each, at) =>
    linesOf(each, open, labelled ? endLabel(each.name, drops[at] ?? 0) : {}, setting).map(option => ({
      option,
      at,
    })),
  )
  const pickOf = (i: number) => {
    const { pick, ...rest } = pickAt(seen, i, setting)
    const ofLine: Point['pick'] = pick && ((series, more) => pick(drawn[series]?.at ?? 0, more))
    return { pick: ofLine, ...rest }
  }
  const points = axis.map(
    (value, i): Point => ({
      title: titleText(category, value),
      rows: [
        ...seen.map(each => tooltipRow(each, i)),
        ...(aim && target ? [{ name: aim.label, value: formatNumber(aim.value, target.unit) }] : []),
      ],
      ...pickOf(i),
      ...(i >= axis.length - open && { foot: 'So far: more can still arrive' }),
    }),
  )
  return {
    option: {
      grid: grid({ right: longest > 0 ? longest * CHAR_PX + 14 : 12 }),
      xAxis: {
        ...categoryAxis(tokens),
        boundaryGap: false,
        data: axis.map((_, i) => i),
        axisLabel: {
          ...categoryAxis(tokens).axisLabel,
          formatter: (_: string, i: number) => axisText(category, axis[i] ?? null),
          // Centred, the first label would run into the 0 of the other axis.
          alignMinLabel: 'left',
          ...(longest === 0 && { alignMaxLabel: 'right' as const }),
          margin: 12,
          ...(category.type === 'timestamp' && momentTicks(axis)),
        },
      },
      yAxis: {
        ...valueAxis(tokens, unit, Math.max(mostOf(seen), aim?.value ?? 0)),
        scale,
        ...(unit === 'percent' && { max: (most: { max: number }) => (most.max > 90 ? 100 : null) }),
      },
      series: [
        ...drawn.map(({ option }) => option),
        ...(aim
          ? [
              {
                id: 'target',
                type: 'line' as const,
                data: axis.map(() => aim.value),
                symbol: 'none',
                silent: true,
                lineStyle: { color: tokens.ink_muted, width: 1.25, type: [5, 4] },
                ...endLabel(aim.label, 0),
              },
            ]
          : []),
      ],
    },
    points,
    trigger: 'axis',
    pointer: linePointer(tokens),
    ...(note && { note }),
    ...(all.length > 1 && { legend: all.map(({ name, colour }) => ({ name, colour })) }),
  }
}
