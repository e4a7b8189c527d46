import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Field, isGroupField, shareColumn } from '../../local/field.ts'
import type { PageVisual } from '../../local/model.ts'
import { CATEGORIES } from '../../local/query.ts'
import { type Row, viewRows, WHOLE } from '../../local/rows.ts'
import type { Measure } from '../../spec/measure.ts'
import { withCode } from '../dimension-text.ts'
import { formatCell, formatCount } from '../format.ts'
import { Icon } from '../icons.tsx'
import { isFew } from '../measure.ts'
import { Empty } from '../states.tsx'
import type { Tone } from '../tone.ts'
import type { DrawingProps } from './drawing.ts'
import { MarkedNumber, useTone } from './marked.tsx'
import { pickable, pickedClass, tableLabel } from './pickable.ts'

interface Column {
  readonly field: Field
  /** Whether the number of a row says little. */
  readonly isFew: (row: Row) => boolean
  readonly isShare: boolean
  readonly measure: Measure | undefined
  /** Where a value leads to, with `{}` for the value. */
  readonly link: PageVisual<'table'>['links'][number] | undefined
}

/** The columns to be seen: those of a ratio's parts are left to the file. */
function columnsOf({ group_by, values, fields, links }: PageVisual<'table'>): readonly Column[] {
  const column = (name: string, measure?: Measure, isShare = false): readonly Column[] =>
    fields
      .filter(field => field.name === name)
      .map(field => ({
        ...{ field, isShare, measure },
        isFew: row => measure !== undefined && isFew(row, measure),
        link: links.find(({ of }) => of.name === name),
      }))
  return [
    ...group_by.flatMap(({ name }) => column(name)),
    ...values.flatMap(value =>
      value.kind === 'share' ? column(shareColumn(value), undefined, true) : column(value.column, value),
    ),
  ]
}

/** Where Connect's long words may be broken: after their underscores. */
const breakable = (text: string): readonly (string | VNode)[] =>
  text.split(/(?<=_)/).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]))

interface CellProps {
  readonly column: Column
  readonly row: Row
  readonly tone: Tone | undefined
}

function Cell({ column, row, tone }: CellProps): VNode {
  const { field, isShare, link } = column
  const value = row[field.name] ?? null
  const text = formatCell(value, field)
  const isWhole = row[WHOLE] === 1
  if (isGroupField(field)) {
    const words = breakable(text)
    return (
      <td class={value === null ? 'is-none' : undefined} title={withCode(text, field, value)}>
        {link && value !== null && !isWhole ? (
          <a
            class="cell-link"
            href={link.to.replaceAll('{}', encodeURIComponent(String(value)))}
            title={link.title}
            target="_blank"
            rel="noopener noreferrer"
          >
            {words}
          </a>
        ) : (
          words
        )}
      </td>
    )
  }
  return (
    <td class={column.isFew(row) ? 'number is-few' : 'number'}>
      {isShare && !isWhole && (
        <span class="share-track">
          <span style={{ width: `${Number(value)}%` }} />
        </span>
      )}
      <MarkedNumber text={text} tone={tone} />
    </td>
  )
}

/** What is not seen of a longer table is in its file. */
const ROWS_ON_PAPER = 50

const rowClass = (index: number, isPickable: boolean, picked: string): string | undefined =>
  `${isPickable ? 'is-pickable' : ''}${index >= ROWS_ON_PAPER ? ' on-screen' : ''}${picked}`.trim() ||
  undefined

/** Groups as rows, to be searched and sorted. */
export function DataTable({ visual, data, view, onView, onPick, isPicked }: DrawingProps<'table'>): VNode {
  const columns = useMemo(() => columnsOf(visual), [visual])
  const shown = useMemo(() => viewRows(data.rows, visual.fields, view), [data.rows, visual.fields, view])
  const label = tableLabel(visual.alt, onPick !== undefined)
  const tone = useTone(visual.formats)
  if (data.rows.length === 0) return <Empty />
  const groups = shown.filter(row => row[WHOLE] !== 1)
  const places = new Map(groups.map((row, i) => [row, i]))
  const onPaper = Math.min(groups.length, ROWS_ON_PAPER)
  const sortBy = ({ name, type }: Field): void => {
    const isNumber = !isGroupField({ type })
    // Numbers begin with the largest, words with the first.
    onView({ ...view, sort: name, descending: view.sort === name ? !view.descending : isNumber })
  }
  const there = Number(data.rows[0]?.[CATEGORIES] ?? data.rows.length)
  return (
    <>
      <label class="search table-search">
        <Icon name="search" />
        <span class="sr-only">Search {visual.title}</span>
        <input
          type="search"
          placeholder="Search"
          value={view.search}
          onInput={event => onView({ ...view, search: event.currentTarget.value })}
        />
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section class="scroll scroll-hint" tabIndex={0} aria-label={label}>
        <table class="data">
          <caption class="sr-only">{visual.title}</caption>
          <thead>
            <tr>
              {columns.map(({ field }) => (
                <th
                  key={field.name}
                  scope="col"
                  class={isGroupField(field) ? undefined : 'number'}
                  aria-sort={
                    view.sort === field.name ? (view.descending ? 'descending' : 'ascending') : undefined
                  }
                >
                  <button type="button" onClick={() => sortBy(field)}>
                    {field.label}
                    {view.sort === field.name && <Icon name={view.descending ? 'down' : 'up'} />}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <tr
                key={`${row[WHOLE]} ${visual.group_by.map(({ name }) => String(row[name])).join('\0')}`}
                class={
                  row[WHOLE] === 1
                    ? 'is-whole'
                    : rowClass(places.get(row) ?? 0, onPick !== undefined, pickedClass(row, isPicked))
                }
                {...(onPick &&
                  row[WHOLE] !== 1 &&
                  pickable(row === groups[0], isPicked?.(row) === true, more => onPick(row, more)))}
              >
                {columns.map(column => (
                  <Cell
                    key={column.field.name}
                    {...{ column, row }}
                    tone={column.measure && tone(column.measure, row)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {groups.length === 0 && <p class="note table-empty">No row has “{view.search}”.</p>}
      </section>
      <footer class="card-foot">
        <span>
          <span class="on-screen">{groups.length < there && `${formatCount(groups.length)} of `}</span>
          <span class="on-paper">{onPaper < there && `${formatCount(onPaper)} of `}</span>
          {formatCount(there)} {there === 1 ? 'row' : 'rows'}
        </span>
      </footer>
    </>
  )
}
