import type { VNode } from 'preact'
import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import { formatCell, formatCount } from '../format.ts'

/** Nobody listens to more, and the browser takes its time for each cell. */
export const MOST_ROWS = 200

/** What a picture shows, as a table for those who do not see it; of many rows the first ones. */
export const HiddenTable = ({
  visual,
  rows,
}: {
  readonly visual: PageVisual
  readonly rows: readonly Row[]
}): VNode => (
  // In a box, for tables do not shrink below their content.
  <div class="sr-only">
    <table>
      <caption>
        {visual.title}
        {rows.length > MOST_ROWS &&
          `: the first ${formatCount(MOST_ROWS)} of ${formatCount(rows.length)} rows. Download as CSV, in the menu of the card, has all`}
      </caption>
      <thead>
        <tr>
          {visual.fields.map(({ name, label }) => (
            <th key={name} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST_ROWS).map((row, i) => (
          <tr key={i}>
            {visual.fields.map(field => (
              <td key={field.name}>{formatCell(row[field.name] ?? null, field)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
