import { GRID_COLUMNS, type Rect } from '../spec/visual.ts'
import type { Fault } from './fault.ts'
import { eachOf } from './together.ts'

/** The height of a visual, as QuickSight has it at most. */
const MOST_ROWS = 21

interface Placed {
  readonly id: string
  readonly at: Rect
}

const said = ({ x, y, w, h }: Rect): string => `x ${x}, y ${y}, w ${w}, h ${h}`

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const isOnGrid = ({ x, y, w, h }: Rect): boolean =>
  [x, y, w, h].every(Number.isInteger) && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= GRID_COLUMNS

/** Throws when visuals lie outside the grid or on others. */
export function checkLayout(visuals: readonly Placed[], faultOf: (id: string) => Fault): void {
  eachOf(visuals, ({ id, at }, i) => {
    if (!isOnGrid(at))
      throw faultOf(id)(
        'the visual lies outside the grid',
        said(at),
        `whole numbers, x + w up to ${GRID_COLUMNS}`,
        'move the visual, or make it smaller',
      )
    if (at.h > MOST_ROWS)
      throw faultOf(id)('the visual is too high', said(at), `h up to ${MOST_ROWS}`, 'make it lower')
    // What has no place of its own yet is in the way of nothing.
    const before = visuals.slice(0, i).filter(other => isOnGrid(other.at) && other.at.h <= MOST_ROWS)
    const under = before.find(other => overlap(at, other.at))
    if (under)
      throw faultOf(id)(
        `the visual overlaps ${under.id}`,
        said(at),
        `what is left beside ${said(under.at)}`,
        'move one of the two',
      )
  })
}
