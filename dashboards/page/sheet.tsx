import type { VNode } from 'preact'
import type { Facts } from '../local/facts.ts'
import type { PageSheet } from '../local/model.ts'
import { Card } from './card.tsx'
import type { SheetData } from './sheet-data.ts'
import { Failed } from './states.tsx'

interface SheetProps {
  readonly sheet: PageSheet
  readonly data: SheetData
  readonly facts: Facts | undefined
}

/** All visuals of a sheet. */
export function Sheet({ sheet, data, facts }: SheetProps): VNode {
  if (data.problem) return <Failed problem={data.problem} />
  if (data.empty)
    return (
      <div class="state">
        <p>There is nothing in this lake yet.</p>
        <p class="note">
          Fill it with <code>connect-lake run --raw DIR --lake DIR</code>
        </p>
      </div>
    )
  return (
    <div class="grid" aria-busy={data.pending}>
      {sheet.visuals.map(visual => (
        <Card
          key={visual.id}
          visual={visual}
          result={data.results.get(visual.id)}
          complete_to={facts?.freshness.last_arrived_at ?? null}
          pending={data.pending}
        />
      ))}
    </div>
  )
}
