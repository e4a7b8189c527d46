import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import { CATEGORIES } from '../../local/query.ts'
import type { Row } from '../../local/rows.ts'
import { PLACE } from '../../local/visuals/pie.ts'
import { Chart, type ChartOption, type Picture, type Point } from '../charts/chart.tsx'
import { labelStyle } from '../charts/style.ts'
import { formatCount, formatNumber, formatPercent } from '../format.ts'
import { type Look, useLook } from '../look.ts'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { numberIn, numberText } from './measure.ts'

const totalOf = ({ value }: PageVisual<'pie'>, rows: readonly Row[]): number =>
  rows.reduce((total, row) => total + (numberIn(row, value) ?? 0), 0)

function pictureOf(visual: PageVisual<'pie'>, rows: readonly Row[], look: Look): Picture {
  const { category, value, parts } = visual
  const { tokens } = look
  const total = totalOf(visual, rows)
  const isRest = (row: Row): boolean => Number(row[PLACE]) > parts
  const nameOf = (row: Row): string =>
    isRest(row)
      ? `${formatCount(Number(row[CATEGORIES]))} others`
      : String(row[category.name] ?? category.none)
  const colourOf = (row: Row): string =>
    isRest(row) ? tokens.other : look.colourOf(category.name, row[category.name] as string | null)
  const shareOf = (row: Row): string => formatPercent(((numberIn(row, value) ?? 0) / total) * 100)
  const points = rows.map(
    (row): Point => ({
      title: nameOf(row),
      rows: [{ colour: colourOf(row), name: value.label, value: numberText(row, value), note: shareOf(row) }],
    }),
  )
  const option: ChartOption = {
    series: [
      {
        id: value.name,
        type: 'pie',
        radius: ['52%', '78%'],
        center: ['50%', '50%'],
        startAngle: 90,
        data: rows.map(row => ({
          name: nameOf(row),
          value: numberIn(row, value) ?? 0,
          itemStyle: { color: colourOf(row) },
        })),
        itemStyle: { borderColor: tokens.surface, borderWidth: 2 },
        label: {
          ...labelStyle(tokens),
          lineHeight: 16,
          bleedMargin: 0,
          edgeDistance: 0,
          formatter: ({ dataIndex }) => {
            const row = rows[dataIndex]
            return row ? `{name|${nameOf(row)}}\n${numberText(row, value)} · ${shareOf(row)}` : ''
          },
          rich: { name: { color: tokens.ink, fontSize: 13, lineHeight: 18 } },
        },
        labelLine: { length: 6, length2: 6, lineStyle: { color: tokens.outline } },
        emphasis: { scale: true, scaleSize: 3 },
      },
    ],
  }
  return { option, points, trigger: 'item', pointer: {} }
}

/** A whole in its parts, the whole in the middle. */
export function Pie({ visual, data }: DrawingProps<'pie'>): VNode {
  const look = useLook()
  const { rows } = data
  const picture = useMemo(() => pictureOf(visual, rows, look), [visual, rows, look])
  if (rows.length === 0) return <Empty />
  return (
    <>
      <div class="donut">
        <Chart picture={picture} label={visual.alt} />
        <p class="donut-total">
          <strong>{formatNumber(totalOf(visual, rows), visual.value.unit)}</strong>
          <span>in all</span>
        </p>
      </div>
      <HiddenTable visual={visual} rows={rows} />
    </>
  )
}
