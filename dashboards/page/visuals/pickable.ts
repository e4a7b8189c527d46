import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import type { Row } from '../../local/rows.ts'
import { type IsPicked, isMore } from '../pick.ts'

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Where an arrow leads to from a row, or from a cell: up and down within its column. */
function nextOf(from: HTMLElement, key: string): HTMLElement | undefined {
  const step = STEPS[key]
  if (step === undefined) return undefined
  const all = [...(from.closest('table')?.querySelectorAll<HTMLElement>('[data-pick]') ?? [])]
  const isSideways = key === 'ArrowRight' || key === 'ArrowLeft'
  const line =
    from instanceof HTMLTableCellElement && !isSideways
      ? all.filter(each => each instanceof HTMLTableCellElement && each.cellIndex === from.cellIndex)
      : all
  return line[line.indexOf(from) + step]
}

/** What a table shows, and how something is picked in it, where it can be. */
export const tableLabel = (alt: string, isPickable: boolean): string =>
  isPickable ? `${alt} Arrow keys go from one to the next, Enter picks.` : alt

/** How a row or a cell is shown that was picked, or that steps back behind one that was. */
export const pickedClass = (row: Row, isPicked: IsPicked | undefined): string =>
  isPicked ? (isPicked(row) ? ' is-picked' : ' is-behind') : ''

/**
 * What makes a row or a cell of a table pickable, with the pointer and by keyboard.
 * @param isFirst Tab reaches this one, and the arrow keys the others from it.
 * @param isPicked It was picked.
 */
export const pickable = (isFirst: boolean, isPicked: boolean, pick: (more: boolean) => void) => ({
  ...{ 'data-pick': '' },
  ...(isPicked && { 'aria-current': true }),
  tabIndex: isFirst ? 0 : -1,
  onClick: (event: TargetedMouseEvent<HTMLElement>) => pick(isMore(event)),
  onKeyDown(event: TargetedKeyboardEvent<HTMLElement>) {
    // A link within has its own keys.
    if (event.target !== event.currentTarget) return
    const next = nextOf(event.currentTarget, event.key)
    if (next) next.focus()
    else if (event.key === 'Enter' || event.key === ' ') pick(isMore(event))
    else return
    event.preventDefault()
  },
})
