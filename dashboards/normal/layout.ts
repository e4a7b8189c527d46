import { GRID_COLUMNS, type Rect } from '../spec/visual.ts'
import type { Fault } from './fault.ts'

/** The height of a visual, as QuickSight has it at most. */
const MOST_ROWS = 21

interface Placed {
  readonly id: string
  readonly at: Rect
}

const said = ({ x, y, w, h }: Rect): string => `x ${x}, y ${y}, w ${w}, h ${h}`

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

/** Throws when a visual lies outside the grid or on another one. */
export function checkLayout(visuals: readonly Placed[], faultOf: (id: string) => Fault): void {
  for (const [i, { id, at }] of visuals.entries()) {
    const whole = [at.x, at.y, at.w, at.h].every(Number.isInteger)
    if (!whole || at.x < 0 || at.y < 0 || at.w < 1 || at.h < 1 || at.x + at.w > GRID_COLUMNS)
      throw faultOf(id)(
        'the visual lies outside the grid',
        said(at),
        `whole numbers, x + w up to ${GRID_COLUMNS}`,
        'move the visual, or make it smaller',
      )
    if (at.h > MOST_ROWS)
      throw faultOf(id)('the visual is too high', said(at), `h up to ${MOST_ROWS}`, 'make it lower')
    const under = visuals.slice(0, i).find(other => overlap(at, other.at))
    if (under)
      throw faultOf(id)(
        `the visual overlaps ${under.id}`,
        said(at),
        `what is left beside ${said(under.at)}`,
        'move one of the two',
      )
  }
}
