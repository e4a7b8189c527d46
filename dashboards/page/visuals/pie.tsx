import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import { PLACE } from '../../local/visuals/pie.ts'
import { Chart, type ChartOption, type Picture, type Point } from '../charts/chart.tsx'
import { labelStyle } from '../charts/style.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { type Look, useLook } from '../look.ts'
import { useNarrow } from '../narrow.ts'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { noneOf, numberIn, numberText } from './measure.ts'

const totalOf = ({ value }: PageVisual<'pie'>, rows: readonly Row[]): number =>
  rows.reduce((total, row) => total + (numberIn(row, value) ?? 0), 0)

function pictureOf(visual: PageVisual<'pie'>, rows: readonly Row[], look: Look, labelled: boolean): Picture {
  const { category, value, parts } = visual
  const { tokens } = look
  const total = totalOf(visual, rows)
  const isRest = (row: Row): boolean => Number(row[PLACE]) > parts
  const nameOf = (row: Row): string => String(row[category.name] ?? category.none)
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
        radius: labelled ? ['50%', '74%'] : ['64%', '96%'],
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
          show: labelled,
          // Beside the outermost of its side, so that none runs into the ring.
          alignTo: 'labelLine',
          lineHeight: 16,
          bleedMargin: 0,
          edgeDistance: 0,
          formatter: ({ dataIndex }) => {
            const row = rows[dataIndex]
            return row ? `{name|${nameOf(row)}}\n${numberText(row, value)} · ${shareOf(row)}` : ''
          },
          rich: { name: { color: tokens.ink, fontSize: 13, lineHeight: 18 } },
        },
        labelLine: { show: labelled, length: 10, length2: 8, lineStyle: { color: tokens.outline } },
        emphasis: { scale: true, scaleSize: 3 },
      },
    ],
  }
  return { option, points, trigger: 'item', pointer: {} }
}

/** The labels as a list, where there is no room around the picture; clockwise as the parts. */
const Parts = ({ points }: Pick<Picture, 'points'>): VNode => (
  <ul class="donut-parts" aria-hidden="true">
    {points.map(({ title, rows: [row] }, i) => (
      <li key={i}>
        <span class="tooltip-swatch" style={{ background: row?.colour ?? '' }} />
        <span class="donut-part">{title}</span>
        <span>{row?.value}</span>
        <span>{row?.note}</span>
      </li>
    ))}
  </ul>
)

/** A whole in its parts, the whole in the middle. */
export function Pie({ visual, data }: DrawingProps<'pie'>): VNode {
  const look = useLook()
  const isNarrow = useNarrow()
  const { rows } = data
  const picture = useMemo(() => pictureOf(visual, rows, look, !isNarrow), [visual, rows, look, isNarrow])
  if (rows.length === 0) return <Empty words={noneOf(visual.value)} />
  return (
    <>
      <div class="donut">
        <Chart picture={picture} label={visual.alt} />
        <p class="donut-total">
          <strong>{formatNumber(totalOf(visual, rows), visual.value.unit)}</strong>
          <span>in all</span>
        </p>
      </div>
      {isNarrow && <Parts points={picture.points} />}
      <HiddenTable visual={visual} rows={rows} />
    </>
  )
}
