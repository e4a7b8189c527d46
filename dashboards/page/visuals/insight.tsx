import type { VNode } from 'preact'
import { sentencesOf } from '../insight.ts'
import { noneOf } from '../measure.ts'
import { useOverflow } from '../overflow.ts'
import { Empty } from '../states.tsx'
import type { DrawingProps } from './drawing.ts'
import { useReason } from './reason.ts'

/** What the numbers say, as sentences. */
export function Insight({ visual, data }: DrawingProps<'insight'>): VNode {
  const reason = useReason(visual.value)
  const scrolled = useOverflow()
  const sentences = sentencesOf(visual, data.rows)
  if (sentences.length === 0) return <Empty words={reason?.words ?? noneOf(visual.value)} why={reason?.why} />
  return (
    <section class="insight" aria-label={visual.alt} {...scrolled}>
      <ul>
        {sentences.map(({ lead, rest }, i) => (
          <li key={i}>
            <strong>{lead}</strong>
            {rest}
          </li>
        ))}
      </ul>
    </section>
  )
}
