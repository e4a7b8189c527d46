import type { VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { PageVisual } from '../local/model.ts'
import { plainView, type TableView, viewParameters } from '../local/rows.ts'
import type { Rect } from '../spec/visual.ts'
import { useControls } from './controls.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icons.tsx'
import type { VisualResult } from './sheet-data.ts'
import { SqlDialog } from './sql-dialog.tsx'
import { Failed, Skeleton } from './states.tsx'
import type { Drawing } from './visuals/drawing.ts'
import { drawings } from './visuals/drawings.ts'

// Grid lines are counted from 1.
const place = (name: string, { x, y, w, h }: Rect): Readonly<Record<string, string>> => ({
  [`--${name}-column`]: `${x + 1} / span ${w}`,
  [`--${name}-row`]: `${y + 1} / span ${h}`,
})

interface ContentProps {
  readonly visual: PageVisual
  readonly result: VisualResult | undefined
  /** Until when the data is complete, ISO 8601; null when that is not known. */
  readonly complete_to: string | null
  readonly view: TableView
  readonly onView: (view: TableView) => void
}

function Content({ visual, result, ...rest }: ContentProps): VNode {
  if (!result) return <Skeleton kind={visual.kind} />
  if (result.type === 'problem') return <Failed problem={result.problem} />
  const Draw = drawings[visual.kind] as Drawing
  return <Draw visual={visual} data={result} {...rest} />
}

type CardProps = Omit<ContentProps, 'view' | 'onView'> & {
  /** A newer answer is awaited. */
  readonly pending: boolean
}

/** A visual on the sheet: its title, its picture, and what can be done with it. */
export function Card({ visual, result, complete_to, pending }: CardProps): VNode {
  const [opened, setOpened] = useState<'sql' | 'large'>()
  const [view, setView] = useState(plainView)
  const { question } = useControls()
  const heading = useId()
  const { id, kind, title, subtitle, at, folded } = visual
  const close = (): void => setOpened(undefined)
  const content = <Content {...{ visual, result, complete_to, view }} onView={setView} />
  return (
    <article
      class={`card card-${kind}${pending && result ? ' is-pending' : ''}`}
      style={{ ...place('wide', at), ...place('folded', folded), '--rows': String(at.h) }}
      aria-labelledby={heading}
      data-visual={id}
    >
      <header class="card-header">
        <div>
          <h2 id={heading}>{title}</h2>
          {subtitle && <p>{subtitle}</p>}
        </div>
        <div class="actions">
          <button
            type="button"
            class="action"
            title="Show the SQL"
            aria-label={`Show the SQL of ${title}`}
            onClick={() => setOpened('sql')}
          >
            <Icon name="code" />
          </button>
          <a
            class="action"
            title="Download as CSV"
            aria-label={`Download ${title} as CSV`}
            href={question('csv', id, viewParameters(view))}
            download
          >
            <Icon name="download" />
          </a>
          <button
            type="button"
            class="action"
            title="Full screen"
            aria-label={`Show ${title} on the full screen`}
            onClick={() => setOpened('large')}
          >
            <Icon name="expand" />
          </button>
        </div>
      </header>
      <div class="card-body">{content}</div>
      {opened === 'sql' && <SqlDialog visual={visual} onClose={close} />}
      {opened === 'large' && (
        <Dialog title={title} subtitle={visual.question} wide onClose={close}>
          <div class={`large large-${kind}`}>{content}</div>
        </Dialog>
      )}
    </article>
  )
}
