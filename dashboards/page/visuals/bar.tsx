import type { VNode } from 'preact'
import { CATEGORIES } from '../../local/query.ts'
import { isOrdered } from '../../spec/dataset.ts'
import type { Measure } from '../../spec/measure.ts'
import { useControls } from '../controls.ts'
import { formatCount } from '../format.ts'
import { noneOf } from '../measure.ts'
import { Empty } from '../states.tsx'
import { ChartVisual } from './chart-visual.tsx'
import type { DrawingProps } from './drawing.ts'

/** Less than this, and names of bars run into each other; a few bars are not spread over all of the card. */
const BAR_PX = 22

/** Bars by category; what does not fit is scrolled to, what is left out is asked for. */
export function Bar({ visual, data, complete_to, onPick, isPicked }: DrawingProps<'bar'>): VNode {
  const { showAll } = useControls()
  const { category, values, arrangement, colors, orientation } = visual
  const { rows } = data
  if (rows.length === 0) return <Empty words={noneOf(values[0] as Measure)} />
  const shown = new Set(rows.map(row => row[category.name])).size
  const there = isOrdered(category) ? shown : Number(rows[0]?.[CATEGORIES] ?? shown)
  const drawn = { visual, data, complete_to, onPick, isPicked }
  const foot = there > shown && (
    <footer class="card-foot">
      <span>
        {formatCount(shown)} of {formatCount(there)}
      </span>
      <button type="button" class="link" onClick={() => showAll(visual.id)}>
        Show all
      </button>
    </footer>
  )
  if (orientation === 'vertical') return <ChartVisual {...drawn} foot={foot} />
  const side_by_side = arrangement === 'clustered' && !colors ? values.length : 1
  const height = shown * BAR_PX * Math.max(1, side_by_side * 0.8)
  return (
    <div class="bars-visual" style={{ '--least': `${height}px`, '--most': `${height * 2}px` }}>
      <ChartVisual {...drawn} box="bars" foot={foot} />
    </div>
  )
}
