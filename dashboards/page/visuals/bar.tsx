import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import { CATEGORIES } from '../../local/query.ts'
import type { Row } from '../../local/rows.ts'
import { Chart, type ChartOption, type Picture, type Point } from '../charts/chart.tsx'
import { categoryAxis, labelStyle, shadowPointer } from '../charts/style.ts'
import { useControls } from '../controls.ts'
import { formatCount } from '../format.ts'
import { type Look, useLook } from '../look.ts'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { madeOf, noneOf, numberIn, numberText } from './measure.ts'

/** Less than this, and names of bars run into each other; a few bars are not spread over all of the card. */
const BAR_PX = 22

function pictureOf(
  { category, value, tooltip, minimum }: PageVisual<'bar'>,
  rows: readonly Row[],
  look: Look,
): Picture {
  const { tokens } = look
  const isMuted = (row: Row): boolean =>
    minimum !== undefined && (numberIn(row, minimum.of) ?? 0) < minimum.count
  const nameOf = (row: Row): string => String(row[category.name] ?? category.none)
  const colourOf = (row: Row): string => {
    if (isMuted(row)) return tokens.muted
    if (!category.coloured) return tokens.series[0] ?? tokens.other
    return look.colourOf(category.name, row[category.name] as string | null)
  }
  const points = rows.map(
    (row): Point => ({
      title: nameOf(row),
      rows: [
        { colour: colourOf(row), name: value.label, value: numberText(row, value), note: madeOf(row, value) },
        ...tooltip.map(measure => ({ name: measure.label, value: numberText(row, measure) })),
      ],
      ...(isMuted(row) && { foot: `Fewer than ${minimum?.count}: too few to be compared` }),
    }),
  )
  const option: ChartOption = {
    // Room for the value beside the longest bar.
    grid: { left: 0, right: 76, top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      ...categoryAxis(tokens),
      inverse: true,
      axisLine: { show: false },
      data: rows.map((row, i) => ({ value: `${i} ${nameOf(row)}` })),
      axisLabel: {
        ...labelStyle(tokens),
        color: tokens.ink,
        margin: 10,
        interval: 0,
        width: 140,
        overflow: 'truncate',
        // Two categories of one name are two: their place keeps them apart.
        formatter: (text: string) => text.slice(text.indexOf(' ') + 1),
      },
    },
    series: [
      {
        id: value.name,
        type: 'bar',
        barCategoryGap: '28%',
        barMaxWidth: BAR_PX,
        data: rows.map(row => ({
          value: numberIn(row, value),
          // Hollow, so that it is told not by its colour alone.
          itemStyle: isMuted(row)
            ? { color: tokens.track, borderColor: tokens.muted, borderWidth: 1 }
            : { color: colourOf(row) },
          label: { color: isMuted(row) ? tokens.ink_muted : tokens.ink },
        })),
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: {
          ...labelStyle(tokens),
          show: true,
          position: 'right',
          formatter: ({ dataIndex }) => {
            const row = rows[dataIndex]
            if (!row) return ''
            return isMuted(row) && minimum
              ? `${numberText(row, value)} (${numberText(row, minimum.of)})`
              : numberText(row, value)
          },
        },
        emphasis: { disabled: true },
      },
    ],
  }
  return { option, points, trigger: 'axis', pointer: shadowPointer(tokens) }
}

/** One measure by category, the largest first. */
export function Bar({ visual, data }: DrawingProps<'bar'>): VNode {
  const look = useLook()
  const { showAll } = useControls()
  const { rows } = data
  const picture = useMemo(() => pictureOf(visual, rows, look), [visual, rows, look])
  if (rows.length === 0) return <Empty words={noneOf(visual.value)} />
  const there = Number(rows[0]?.[CATEGORIES] ?? rows.length)
  return (
    <>
      <div class="scroll">
        <div
          class="bars"
          style={{ minHeight: `${rows.length * BAR_PX}px`, maxHeight: `${rows.length * BAR_PX * 2}px` }}
        >
          <Chart picture={picture} label={visual.alt} />
        </div>
      </div>
      {there > rows.length && (
        <footer class="card-foot">
          <span>
            {formatCount(rows.length)} of {formatCount(there)}
          </span>
          <button type="button" class="link" onClick={() => showAll(visual.id)}>
            Show all
          </button>
        </footer>
      )}
      <HiddenTable visual={visual} rows={rows} />
    </>
  )
}
