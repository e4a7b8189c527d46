import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { ALL } from '../../local/field.ts'
import type { Row } from '../../local/rows.ts'
import { dimensionText, titleText } from '../dimension-text.ts'
import { isFew, numberText } from '../measure.ts'
import { type PivotLine, pivotTable } from '../pivot.ts'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { MarkedNumber, useTone } from './marked.tsx'
import { pickable, pickedClass, tableLabel } from './pickable.ts'

/** Groups as rows and columns, with the wholes of both; subtotals stand above their rows. */
export function Pivot({ visual, data, onPick, isPicked }: DrawingProps<'pivot'>): VNode {
  const { rows: down, columns: across, values, formats } = visual
  const { columns, lines } = useMemo(() => pivotTable(visual, data.rows), [visual, data.rows])
  const label = tableLabel(visual.alt, onPick !== undefined)
  const tone = useTone(formats)
  if (lines.length === 0) return <Empty />
  const isSub = ({ depth }: PivotLine): boolean => depth > 0 && depth < down.length
  const nameOf = (line: PivotLine): string => {
    const last = line.depth - 1
    const dimension = down[last]
    return dimension ? dimensionText(dimension, line.values[last] ?? null) : ALL
  }
  const titleOf = (line: PivotLine): string | undefined => {
    const last = line.depth - 1
    const dimension = down[last]
    return dimension && titleText(dimension, line.values[last] ?? null)
  }
  const outerOf = (line: PivotLine): string =>
    line.values
      .slice(0, -1)
      .map((value, i) => dimensionText(down[i] as (typeof down)[number], value))
      .join(' · ')
  const hasSubtotals = lines.some(isSub)
  // Wholes and subtotals are of no one group.
  const picked = (line: PivotLine, key: string): Row | undefined =>
    onPick && line.depth === down.length ? line.cells.get(key) : undefined
  const first = lines.flatMap(line => columns.map(({ key }) => picked(line, key))).find(Boolean)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section class="scroll scroll-hint" tabIndex={0} aria-label={label}>
      <table class="data pivot">
        <caption class="sr-only">{visual.title}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={values.length > 1 ? 2 : 1}>
              {(hasSubtotals ? down : [...down].reverse()).map(({ label }) => label).join(' · ')}
            </th>
            {columns.map(({ key, values: of, isWhole }) => (
              <th
                key={key}
                scope={values.length > 1 ? 'colgroup' : 'col'}
                colSpan={values.length}
                class="number"
              >
                {isWhole
                  ? ALL
                  : of
                      .map((value, i) => dimensionText(across[i] as (typeof across)[number], value))
                      .join(' · ')}
              </th>
            ))}
          </tr>
          {values.length > 1 && (
            <tr>
              {columns.flatMap(({ key }) =>
                values.map(({ name, label }) => (
                  <th key={`${key} ${name}`} scope="col" class="number pivot-measure">
                    {label}
                  </th>
                )),
              )}
            </tr>
          )}
        </thead>
        <tbody>
          {lines.map(line => (
            <tr
              key={JSON.stringify(line.values)}
              class={line.depth === 0 ? 'is-whole' : isSub(line) ? 'is-subtotal' : undefined}
            >
              <th
                scope="row"
                class={hasSubtotals && line.depth > 1 ? 'is-inner' : undefined}
                title={titleOf(line)}
              >
                {nameOf(line)}
                {!hasSubtotals && line.depth > 1 && <small> {outerOf(line)}</small>}
              </th>
              {columns.flatMap(({ key }) => {
                const row = line.cells.get(key)
                const pick = picked(line, key)
                return values.map((value, i) => (
                  <td
                    key={`${key} ${value.name}`}
                    class={`number${isFew(row, value) ? ' is-few' : ''}${pick ? ` is-pickable${pickedClass(pick, isPicked)}` : ''}`}
                    {...(onPick &&
                      pick &&
                      pickable(pick === first && i === 0, isPicked?.(pick) === true, more =>
                        onPick(pick, more),
                      ))}
                  >
                    <MarkedNumber text={numberText(row, value)} tone={row && tone(value, row)} />
                  </td>
                ))
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
