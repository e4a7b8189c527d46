import type { VNode } from 'preact'
import type { Facts } from '../local/facts.ts'
import type { PageSheet, PageText, PageVisual } from '../local/model.ts'
import { inReadingOrder } from '../spec/reading-order.ts'
import { Card } from './card.tsx'
import { useControls } from './controls.ts'
import { useLetGo } from './picked-here.tsx'
import type { SheetData } from './sheet-data.ts'
import { Failed } from './states.tsx'
import { TextCard } from './text-card.tsx'
import { Vacant } from './vacant.tsx'

interface SheetProps {
  /** The question that the sheet is the answer to. */
  readonly asked: string
  readonly sheet: PageSheet
  readonly data: SheetData
  readonly facts: Facts | undefined
}

/** All visuals of a sheet. */
export function Sheet({ asked, sheet, data, facts }: SheetProps): VNode {
  useLetGo()
  const { dashboard } = useControls()
  const cards: readonly (PageVisual | PageText)[] = [...sheet.visuals, ...sheet.texts]
  const isOutdated = data.pending && data.shown !== asked
  // What was there before is better than nothing, as long as it answers the same question.
  if (data.problem && data.shown !== asked) return <Failed problem={data.problem} />
  if (data.empty) return <Vacant facts={facts} />
  return (
    <>
      {data.problem && (
        <div class="banner">
          <Failed problem={data.problem} />
        </div>
      )}
      <div
        // What asks again by itself hangs on a wall.
        class={dashboard?.refresh_every_s === undefined ? 'grid' : 'grid is-wall'}
        style={{ '--sheet-rows': String(Math.max(...cards.map(({ at }) => at.y + at.h))) }}
        aria-busy={data.pending}
      >
        {inReadingOrder(cards).map(each =>
          'paragraphs' in each ? (
            <TextCard key={each.id} text={each} />
          ) : (
            <Card
              key={each.id}
              visual={each}
              result={data.results.get(each.id)}
              complete_to={data.complete_to}
              pending={isOutdated}
            />
          ),
        )}
      </div>
    </>
  )
}
