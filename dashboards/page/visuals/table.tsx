import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Field } from '../../local/field.ts'
import { shareColumn } from '../../local/field.ts'
import type { PageVisual } from '../../local/model.ts'
import { CATEGORIES } from '../../local/query.ts'
import { type Row, viewRows } from '../../local/rows.ts'
import { formatCell, formatCount } from '../format.ts'
import { Icon } from '../icons.tsx'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { isFew } from './measure.ts'

interface Column {
  readonly field: Field
  /** Whether the number of a row says little. */
  readonly isFew: (row: Row) => boolean
  readonly isShare: boolean
}

/** The columns to be seen: those of a ratio's parts are left to the file. */
function columnsOf({ group_by, values, fields }: PageVisual<'table'>): readonly Column[] {
  const column = (name: string, few: Column['isFew'], isShare: boolean): readonly Column[] =>
    fields.filter(field => field.name === name).map(field => ({ field, isFew: few, isShare }))
  return [
    ...group_by.flatMap(({ name }) => column(name, () => false, false)),
    ...values.flatMap(value =>
      value.kind === 'share'
        ? column(shareColumn(value), () => false, true)
        : column(value.column, row => isFew(row, value), false),
    ),
  ]
}

/** Where Connect's long words may be broken: after their underscores. */
const breakable = (text: string): readonly (string | VNode)[] =>
  text.split(/(?<=_)/).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]))

function Cell({ column, row }: { readonly column: Column; readonly row: Row }): VNode {
  const { field, isShare } = column
  const value = row[field.name] ?? null
  const text = formatCell(value, field)
  if (field.type === 'text' || field.type === 'day')
    return (
      <td class={value === null ? 'is-none' : undefined} title={text}>
        {breakable(text)}
      </td>
    )
  return (
    <td class={column.isFew(row) ? 'number is-few' : 'number'}>
      {isShare && (
        <span class="share-track">
          <span style={{ width: `${Number(value)}%` }} />
        </span>
      )}
      {text}
    </td>
  )
}

/** Groups as rows, to be searched and sorted. */
export function DataTable({ visual, data, view, onView }: DrawingProps<'table'>): VNode {
  const columns = useMemo(() => columnsOf(visual), [visual])
  const shown = useMemo(() => viewRows(data.rows, visual.fields, view), [data.rows, visual.fields, view])
  if (data.rows.length === 0) return <Empty />
  const sortBy = ({ name, type }: Field): void => {
    const isNumber = type !== 'text' && type !== 'day'
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
      <section class="scroll scroll-hint" tabIndex={0} aria-label={visual.alt}>
        <table class="data">
          <caption class="sr-only">{visual.title}</caption>
          <thead>
            <tr>
              {columns.map(({ field }) => (
                <th
                  key={field.name}
                  scope="col"
                  class={field.type === 'text' || field.type === 'day' ? undefined : 'number'}
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
              <tr key={visual.group_by.map(({ name }) => String(row[name])).join('\0')}>
                {columns.map(column => (
                  <Cell key={column.field.name} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p class="note table-empty">No row has “{view.search}”.</p>}
      </section>
      <footer class="card-foot">
        {shown.length < there && `${formatCount(shown.length)} of `}
        {formatCount(there)} {there === 1 ? 'row' : 'rows'}
      </footer>
    </>
  )
}
