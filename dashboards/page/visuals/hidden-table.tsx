import type { VNode } from 'preact'
import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import { formatCell } from '../format.ts'

/** What a picture shows, as a table for those who do not see it. */
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
      <caption>{visual.title}</caption>
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
        {rows.map((row, i) => (
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
