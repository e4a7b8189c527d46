import { axisOf } from '../../local/axis.ts'
import { behind, isBehind, type Picture, type PictureOf, type Point, pickOf } from '../charts/picture.ts'
import { categoryAxis, grid, labelStyle, nameWidth, shadowPointer } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatPercent } from '../format.ts'
import { numberIn, numberText } from '../measure.ts'

const MOST_PX = 44

/** Stages in their order, each as long as many got there, beside the share of the first. */
export const funnel: PictureOf<'funnel'> = ({ category, value }, { rows, days }, setting): Picture => {
  const { tokens } = setting.look
  const colour = tokens.series[0] ?? tokens.other
  const stages = axisOf(category, rows, days)
  const byStage = new Map(rows.map(row => [row[category.name] ?? null, row]))
  const values = stages.map(stage => numberIn(byStage.get(stage), value) ?? 0)
  const share = (i: number, of: number): string =>
    values[of] ? formatPercent(((values[i] ?? 0) / (values[of] ?? 1)) * 100) : ''
  const points = stages.map((stage, i): Point => {
    const row = byStage.get(stage)
    return {
      title: dimensionText(category, stage),
      rows: [
        { colour, name: value.label, value: numberText(row, value) },
        ...(i > 0 && values[0] ? [{ name: 'Of the first stage', value: share(i, 0) }] : []),
        ...(i > 1 && values[i - 1] ? [{ name: 'Of the stage before', value: share(i, i - 1) }] : []),
      ],
      ...pickOf(row, setting),
    }
  })
  const valueText = (i: number): string =>
    [numberText(byStage.get(stages[i] ?? null), value), i > 0 ? share(i, 0) : '']
      .filter(Boolean)
      .join(setting.narrow ? '\n' : ' · ')
  const axis = {
    ...categoryAxis(tokens),
    inverse: true,
    axisLine: { show: false },
    data: stages.map((_, i) => i),
  }
  const label = { ...labelStyle(tokens), color: tokens.ink, margin: 10, interval: 0, lineHeight: 15 }
  return {
    option: {
      grid: grid({ left: 0, top: 0, right: 0 }),
      // The longest is as long as its track: the axis would else end at a round number.
      xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, ...values) },
      // Names at the left; what they come to at the right, beside the tracks and not across their ends.
      yAxis: [
        {
          ...axis,
          axisLabel: {
            ...{ ...label, width: nameWidth(setting), overflow: setting.narrow ? 'break' : 'truncate' },
            formatter: (_: string, i: number) => dimensionText(category, stages[i] ?? null),
          },
        },
        {
          ...{ ...axis, position: 'right' },
          axisLabel: { ...label, formatter: (_: string, i: number) => valueText(i) },
        },
      ],
      series: [
        {
          ...{ id: value.name, type: 'bar', barMaxWidth: MOST_PX, barCategoryGap: '14%' },
          data: values.map((value, i) => {
            const row = byStage.get(stages[i] ?? null)
            return isBehind(setting, row) ? { value, itemStyle: behind(setting, row) } : value
          }),
          itemStyle: { color: colour, borderRadius: [0, 3, 3, 0] },
          ...{ showBackground: true, backgroundStyle: { color: tokens.grid, borderRadius: [0, 3, 3, 0] } },
          emphasis: { disabled: true },
        },
      ],
    },
    points,
    trigger: 'axis',
    pointer: shadowPointer(tokens),
  }
}
