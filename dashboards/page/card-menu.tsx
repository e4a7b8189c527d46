import type { ComponentChildren, VNode } from 'preact'
import { csvName, csvText } from '../local/csv.ts'
import type { Days } from '../local/days.ts'
import { isGroup } from '../local/groups.ts'
import type { PageVisual } from '../local/model.ts'
import type { Row, TableView } from '../local/rows.ts'
import { viewParameters, viewRows } from '../local/rows.ts'
import { useControls } from './controls.ts'
import { dimensionText } from './dimension-text.ts'
import { Floating } from './filters/popover.tsx'
import { Icon, type IconName } from './icons.tsx'
import { type Filterable, filtersOf, isOnly, picked, valueIn } from './pick.ts'
import { report } from './report.ts'
import { saveFile } from './saved/file.ts'
import { type PictureForm, pictureForms, saveCard } from './saved-picture.ts'
import { SheetLink } from './sheet-link.tsx'

/** More than this nobody reads; the filter bar has all of them. */
const MOST_VALUES = 12

interface CardMenuProps {
  readonly visual: PageVisual
  readonly rows: readonly Row[]
  /** Of which days the rows are; undefined as long as there are none. */
  readonly days: Days | undefined
  readonly view: TableView
  readonly onSql: () => void
}

const Item = ({
  icon,
  children,
}: {
  readonly icon: IconName
  readonly children: ComponentChildren
}): VNode => (
  <>
    <Icon name={icon} />
    <span>{children}</span>
  </>
)

interface ActProps {
  readonly icon: IconName
  /** Whether it has the focus when the menu opens. */
  readonly isFirst?: boolean
  readonly act: () => void
  readonly close: () => void
  readonly children: ComponentChildren
}

/** An entry that does something, once the menu is closed. */
const Act = ({ icon, isFirst = false, act, close, children }: ActProps): VNode => (
  <li>
    <button
      type="button"
      class="preset"
      data-autofocus={isFirst ? true : undefined}
      onClick={() => {
        close()
        act()
      }}
    >
      <Item icon={icon}>{children}</Item>
    </button>
  </li>
)

interface FilterByProps {
  readonly visual: string
  readonly of: Filterable
  readonly rows: readonly Row[]
  readonly close: () => void
}

/** The values that a visual shows, each to be set in the filter of its column. */
function FilterBy({ visual, of, rows, close }: FilterByProps): VNode {
  const { settings, set } = useControls()
  const { filter, dimension } = of
  const rowOf = new Map(rows.map(row => [valueIn(row, dimension), row]))
  return (
    <li>
      <p class="menu-title">Filter by {filter.label.toLowerCase()}</p>
      <ul>
        {[...rowOf].slice(0, MOST_VALUES).map(([value, row]) => (
          <li key={value ?? '\0'}>
            <button
              type="button"
              class="preset"
              aria-pressed={isOnly(settings, filter, value)}
              onClick={() => {
                set(picked(settings, [of], row, visual))
                close()
              }}
            >
              <bdi>{dimensionText(dimension, value)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </li>
  )
}

/** What can be done with a card besides looking at it. */
export function CardMenu({ visual, rows, days, view, onSql }: CardMenuProps): VNode {
  const controls = useControls()
  const { id, title, opens, fields } = visual
  const there = controls.dashboards
    .find(dashboard => dashboard.id === opens?.dashboard)
    ?.sheets.find(sheet => sheet.id === opens?.sheet)
  const groups = rows.filter(row => isGroup(visual, row))
  return (
    <Floating
      label={`More of ${title}`}
      buttonClass="action"
      buttonLabel={`More of ${title}`}
      face={<Icon name="more" />}
      align="end"
    >
      {close => (
        <ul class="menu">
          {!report && (
            <>
              <Act icon="code" isFirst act={onSql} close={close}>
                Show the SQL
              </Act>
              <li>
                <a
                  class="preset"
                  href={controls.question('csv', id, viewParameters(view))}
                  download
                  // Once it is followed: a link that is gone leads nowhere.
                  onClick={() => setTimeout(close)}
                >
                  <Item icon="download">Download as CSV</Item>
                </a>
              </li>
            </>
          )}
          {report && days && (
            <Act
              icon="download"
              isFirst
              act={() => {
                const text = csvText(fields, viewRows(rows, fields, view))
                const name = csvName(controls.dashboard?.id ?? '', id, days)
                saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name)
              }}
              close={close}
            >
              Download as CSV
            </Act>
          )}
          {(Object.keys(pictureForms) as PictureForm[]).map(form => (
            <Act key={form} icon="picture" act={() => saveCard(id, form)} close={close}>
              Save as {pictureForms[form]}
            </Act>
          ))}
          {opens && there && (
            <li>
              <SheetLink class="preset" place={controls.placeOf(opens)}>
                <Item icon="open">Open {there.title}</Item>
              </SheetLink>
            </li>
          )}
          {(report ? [] : filtersOf(visual, controls)).map(of => (
            <FilterBy key={of.filter.name} {...{ of, close }} visual={id} rows={groups} />
          ))}
        </ul>
      )}
    </Floating>
  )
}
