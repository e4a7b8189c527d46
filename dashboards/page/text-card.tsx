import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import type { PageText } from '../local/model.ts'
import { placed } from './card.tsx'
import { useOverflow } from './overflow.ts'

/** Words that stand on the sheet. */
export function TextCard({ text }: { readonly text: PageText }): VNode {
  const heading = useId()
  const scrolled = useOverflow()
  return (
    <section class="card card-text" style={placed(text)} aria-labelledby={heading} {...scrolled}>
      <h2 id={heading}>{text.title}</h2>
      {text.paragraphs.map(paragraph => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}
