import { axisOf } from '../../local/axis.ts'
import type { PageVisual } from '../../local/model.ts'
import { PLACE } from '../../local/parts.ts'
import type { Cell, Row } from '../../local/rows.ts'
import { BAR_COLORS } from '../../local/visuals/bar.ts'
import { isOrdered } from '../../spec/dataset.ts'
import { coloursOf } from '../charts/colours.ts'
import {
  behind,
  labelBehind,
  type Picture,
  type PictureOf,
  type Point,
  type Setting,
  type Shown,
} from '../charts/picture.ts'
import { categoryAxis, grid, labelStyle, nameWidth, shadowPointer, valueAxis } from '../charts/style.ts'
import { axisText, dimensionText, titleText } from '../dimension-text.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { numberIn, numberText } from '../measure.ts'
import { mostOf, pickAt, type Series, seenOf, seriesOfMeasures, tooltipRow, valuesOf } from './series.ts'

/** A few bars are not spread over all of the card. */
const MOST_PX = 22
const MOST_UPRIGHT_PX = 40
/** More upright bars than this have no room for their values. */
const MOST_VALUES = 12

/** The categories that are shown, in their order. */
const categoriesOf = (
  { category }: Pick<PageVisual<'bar'>, 'category'>,
  { rows, days }: Shown,
): readonly Cell[] =>
  isOrdered(category)
    ? axisOf(category, rows, days)
    : [...new Set(rows.map(row => row[category.name] ?? null))]

function seriesOfColours(
  visual: PageVisual<'bar'>,
  rows: readonly Row[],
  categories: readonly Cell[],
  look: Setting['look'],
) {
  const { category, colors, values } = visual
  const [measure] = values
  if (!colors || !measure) return []
  const places = new Map(rows.map(row => [Number(row[PLACE]), row]))
  const colourOf = coloursOf(look, colors)
  return [...places.keys()]
    .sort((a, b) => a - b)
    .map((place, i): Series => {
      const value = places.get(place)?.[colors.name] ?? null
      const isRest = place > BAR_COLORS
      const own = new Map(
        rows.filter(row => Number(row[PLACE]) === place).map(row => [row[category.name] ?? null, row]),
      )
      return {
        id: `${place} ${String(value)}`,
        name: isRest ? String(value) : dimensionText(colors, value),
        ...(!isRest && { full_name: titleText(colors, value) }),
        colour: isRest ? look.tokens.other : colourOf(value, i),
        measure,
        rows: categories.map(each => own.get(each)),
      }
    })
}

/** The sum of what is on top of each other, for each category. */
const totalsOf = (all: readonly Series[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => all.reduce((total, each) => total + (valuesOf(each)[i] ?? 0), 0))

/** Bars by category: side by side, on top of each other, or as shares of 100 %. */
export const bar: PictureOf<'bar'> = (visual, shown, setting): Picture => {
  const { category, values, tooltip, minimum, colors, arrangement } = visual
  const { look } = setting
  const { tokens } = look
  const upright = visual.orientation === 'vertical'
  const categories = categoriesOf(visual, shown)
  const byCategory = new Map(shown.rows.map(row => [row[category.name] ?? null, row]))
  const rows = categories.map(value => byCategory.get(value))
  const all: readonly Series[] = colors
    ? seriesOfColours(visual, shown.rows, categories, look)
    : seriesOfMeasures(values, rows, i => tokens.series[i] ?? tokens.other)
  const seen = seenOf(all, setting)
  const totals = totalsOf(seen, categories.length)
  const hundred = arrangement === 'stacked_100'
  const stacked = arrangement !== 'clustered'
  const single = all.length === 1 && !colors
  const coloured = coloursOf(look, category)
  const isMuted = (row: Row | undefined): boolean =>
    minimum !== undefined && (numberIn(row, minimum.of) ?? 0) < minimum.count
  const colourOf = (series: Series, i: number): string => {
    if (single && isMuted(rows[i])) return tokens.muted
    return single && category.coloured ? coloured(categories[i] ?? null, i) : series.colour
  }
  const shareOf = (value: number | null, i: number): number | null =>
    value === null || !totals[i] ? null : (value / (totals[i] ?? 1)) * 100
  const points = categories.map((value, i): Point => {
    const few = isMuted(rows[i])
    const row = rows[i]
    const isSplit = stacked && seen.length > 1
    return {
      title: titleText(category, value),
      rows: [
        ...seen.map(each => ({
          ...tooltipRow(each, i, isSplit ? formatShare(shareOf(valuesOf(each)[i] ?? null, i)) : ''),
          colour: colourOf(each, i),
        })),
        ...(isSplit && seen[0]
          ? [{ name: 'In all', value: formatNumber(totals[i] ?? 0, seen[0].measure.unit) }]
          : []),
        ...(colors ? [] : tooltip.map(measure => ({ name: measure.label, value: numberText(row, measure) }))),
      ],
      ...pickAt(seen, i, setting),
      ...(few && { foot: `Fewer than ${minimum?.count}: too few to be compared` }),
    }
  })
  const unit = values[0]?.unit ?? 'count'
  const labelled = !stacked && (upright ? single && categories.length <= MOST_VALUES : true)
  const labels = categoryAxis(tokens)
  const categoryOption = {
    ...labels,
    ...(upright ? {} : { inverse: true, axisLine: { show: false } }),
    // Two categories of one name are two: their place keeps them apart.
    data: categories.map((_, i) => i),
    axisLabel: {
      ...labels.axisLabel,
      formatter: (_: string, i: number) =>
        upright ? axisText(category, categories[i] ?? null) : dimensionText(category, categories[i] ?? null),
      ...(upright
        ? { margin: 10 }
        : {
            color: tokens.ink,
            margin: 10,
            ...(single ? { interval: 0, hideOverlap: false } : {}),
            width: nameWidth(setting),
            overflow: 'truncate' as const,
          }),
    },
  }
  const most = hundred ? 100 : stacked ? Math.max(0, ...totals) : mostOf(seen)
  const valueOption =
    labelled && !upright
      ? ({ type: 'value', show: false, min: 0 } as const)
      : {
          ...valueAxis(tokens, hundred ? 'percent' : unit, most),
          ...(hundred && { max: 100, interval: 25 }),
        }
  const room = labelled && !upright ? { left: 0, top: 0, right: 76 } : { top: labelled ? 20 : 10 }
  const textOf = (series: Series, i: number): string => {
    const row = series.rows[i]
    if (!row) return ''
    return single && isMuted(row) && minimum
      ? `${numberText(row, series.measure)} (${numberText(row, minimum.of)})`
      : numberText(row, series.measure)
  }
  return {
    option: {
      grid: grid(room),
      xAxis: upright ? categoryOption : valueOption,
      yAxis: upright ? valueOption : categoryOption,
      series: seen.map((series, at) => ({
        id: series.id,
        type: 'bar',
        ...(stacked && { stack: 'all' }),
        barCategoryGap: '28%',
        barGap: '12%',
        barMaxWidth: upright ? MOST_UPRIGHT_PX : MOST_PX,
        data: valuesOf(series).map((value, i) => ({
          value: hundred ? shareOf(value, i) : value,
          // Hollow, so that it is told not by its colour alone.
          itemStyle: {
            ...(single && isMuted(rows[i])
              ? { color: tokens.track, borderColor: tokens.muted, borderWidth: 1 }
              : { color: colourOf(series, i) }),
            ...behind(setting, series.rows[i]),
          },
          label: {
            color: single && isMuted(rows[i]) ? tokens.ink_muted : tokens.ink,
            ...labelBehind(setting, series.rows[i]),
          },
        })),
        itemStyle: stacked
          ? { borderColor: tokens.surface, borderWidth: seen.length > 1 ? 0.75 : 0 }
          : { borderRadius: upright ? [3, 3, 0, 0] : [0, 3, 3, 0] },
        label: {
          ...labelStyle(tokens),
          show: labelled,
          position: upright ? 'top' : 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => textOf(series, dataIndex),
        },
        emphasis: { disabled: true },
        z: 2 + at / 100,
      })),
    },
    points,
    trigger: 'axis',
    pointer: shadowPointer(tokens),
    ...(all.length > 1 || colors ? { legend: all.map(({ name, colour }) => ({ name, colour })) } : {}),
  }
}

const formatShare = (share: number | null): string => (share === null ? '' : formatPercent(share))
