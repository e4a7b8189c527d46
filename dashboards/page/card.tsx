import type { VNode } from 'preact'
import { useId, useMemo, useRef, useState } from 'preact/hooks'
import { actsOn } from '../local/acting.ts'
import { groupsOf } from '../local/groups.ts'
import type { PageVisual } from '../local/model.ts'
import type { TableView } from '../local/rows.ts'
import { measuresOf } from '../local/why.ts'
import type { Rect } from '../spec/visual.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { CardMenu } from './card-menu.tsx'
import { filtersOn, useControls } from './controls.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icons.tsx'
import { useLook } from './look.ts'
import { isPickedOf, onPickOf, pickedIn } from './pick.ts'
import { PickedHere } from './picked-here.tsx'
import { report } from './report.ts'
import { useSame } from './same.ts'
import type { VisualResult } from './sheet-data.ts'
import { SheetLink } from './sheet-link.tsx'
import { SqlDialog } from './sql-dialog.tsx'
import { Empty, Failed, Skeleton } from './states.tsx'
import { subtitleOf } from './subtitle.ts'
import type { Drawing, DrawingProps } from './visuals/drawing.ts'
import { drawings } from './visuals/drawings.ts'
import { HiddenContext } from './visuals/legend.tsx'
import { WhyDialog } from './why-dialog.tsx'

// Grid lines are counted from 1.
const place = (name: string, { x, y, w, h }: Rect): Readonly<Record<string, string>> => ({
  [`--${name}-column`]: `${x + 1} / span ${w}`,
  [`--${name}-row`]: `${y + 1} / span ${h}`,
})

/** Where a card stands on the grid, at each of its widths. */
export const placed = ({ at, folded }: { readonly at: Rect; readonly folded: Rect }) => ({
  ...place('wide', at),
  ...place('folded', folded),
  '--rows': String(at.h),
})

interface ContentProps {
  readonly kind: PageVisual['kind']
  readonly result: VisualResult | undefined
  /** Until when the data is complete, by the clocks of the business, as ISO 8601; null when that is not known. */
  readonly complete_to: string | null
  readonly view: TableView
  readonly onView: (view: TableView) => void
  readonly onPick: DrawingProps['onPick']
  readonly isPicked: DrawingProps['isPicked']
}

const isColoured = (visual: PageVisual): boolean =>
  visual.kind !== 'table' &&
  visual.kind !== 'pivot' &&
  groupsOf(visual).some(({ coloured }) => coloured !== undefined)

function Content({ kind, result, ...rest }: ContentProps): VNode {
  const { settled } = useLook()
  if (!result) return <Skeleton kind={kind} />
  if (result.type === 'problem') return <Failed problem={result.problem} />
  const { none } = result.visual
  // Rather later than in other colours first.
  if (!settled && isColoured(result.visual)) return <Skeleton kind={kind} />
  if (none !== undefined && result.rows.length === 0) return <Empty words={none} />
  const Draw = drawings[kind] as Drawing
  return <Draw visual={result.visual} data={result} {...rest} />
}

/** The filters that are set on this sheet and do not act on a visual, in words; nothing where all do. */
function useLeftAlone(visual: string): string | undefined {
  const { dashboard, sheet, settings } = useControls()
  if (!dashboard || !sheet) return undefined
  const others = filtersOn(dashboard, sheet).filter(
    filter =>
      filter.name in settings.choices &&
      settings.picked[filter.name] !== visual &&
      !actsOn(filter, visual, settings),
  )
  if (others.length === 0) return undefined
  return `Not filtered by ${others.map(({ label }) => label.toLowerCase()).join(', ')}`
}

/** Acts as the newest of some functions, and is the same as long as there is one: a picture is drawn anew for another. */
function useCurrent<T extends unknown[]>(act: ((...of: T) => void) | undefined): typeof act {
  const current = useRef(act)
  current.current = act
  const isThere = act !== undefined
  return useMemo(() => (isThere ? (...of) => current.current?.(...of) : undefined), [isThere])
}

/** The title, which leads to where more is to be seen. */
function Title({ visual: { title, opens } }: { readonly visual: PageVisual }): VNode {
  const { dashboards, placeOf } = useControls()
  const there = dashboards
    .find(dashboard => dashboard.id === opens?.dashboard)
    ?.sheets.find(sheet => sheet.id === opens?.sheet)
  if (!opens || !there) return <>{title}</>
  return (
    <SheetLink class="card-link" place={placeOf(opens)} title={`Open ${there.title}`}>
      {title}
      <Icon name="open" />
    </SheetLink>
  )
}

interface CardProps extends Pick<ContentProps, 'result' | 'complete_to'> {
  readonly visual: PageVisual
  /** A newer answer is awaited. */
  readonly pending: boolean
}

/** A visual on the sheet: its title, its picture, and what can be done with it. */
export function Card({ visual, result, complete_to, pending }: CardProps): VNode {
  const hasWhy = !report && measuresOf(visual).length > 0
  const [opened, setOpened] = useState<'sql' | 'large' | 'why' | undefined>(() =>
    hasWhy && location.hash === `#why-${visual.id}` ? 'why' : undefined,
  )
  const hidden = useState<ReadonlySet<string>>(new Set())
  const controls = useControls()
  const heading = useId()
  const { id, kind, title } = visual
  const subtitle = subtitleOf(visual)
  const left_alone = useLeftAlone(id)
  const view = controls.viewOf(id)
  const shown = result?.type === 'rows' ? result.visual : visual
  const { rows, days } = result?.type === 'rows' ? result : { rows: [], days: undefined }
  const onPick = useCurrent(onPickOf(shown, controls))
  const chosen = useSame(pickedIn(id, controls).map(({ name }) => [name, controls.settings.choices[name]]))
  const isPicked = useMemo(() => isPickedOf(shown, controls), [shown, chosen])
  const close = (): void => {
    // Who comes back to the sheet did not ask again.
    if (location.hash.startsWith('#why-'))
      history.replaceState(history.state, '', location.pathname + location.search)
    setOpened(undefined)
  }
  const content = (
    <HiddenContext.Provider value={hidden}>
      <Content
        {...{ kind, result, complete_to, view, onPick, isPicked }}
        onView={next => controls.setView(id, next)}
      />
    </HiddenContext.Provider>
  )
  return (
    <article
      class={`card card-${kind}${pending && result ? ' is-pending' : ''}`}
      style={placed(visual)}
      aria-labelledby={heading}
      data-visual={id}
    >
      <header class="card-header">
        <div class="card-title">
          <h2 id={heading}>
            <Title visual={visual} />
          </h2>
          <PickedHere visual={id} />
          {subtitle && (
            <p class="card-subtitle" title={subtitle}>
              {subtitle}
            </p>
          )}
          {left_alone && <p class="left-alone">{left_alone}</p>}
        </div>
        <div class="actions">
          {hasWhy && (
            <button
              type="button"
              class="action"
              title="Why this number"
              aria-label={`Why ${title}`}
              onClick={() => setOpened('why')}
            >
              <Icon name="why" />
            </button>
          )}
          <CardMenu visual={shown} {...{ rows, days, view }} onSql={() => setOpened('sql')} />
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
      <Breadcrumb visual={visual} />
      <div class="card-body">{content}</div>
      {opened === 'sql' && <SqlDialog visual={visual} onClose={close} />}
      {opened === 'why' && <WhyDialog visual={shown} rows={rows} onClose={close} />}
      {opened === 'large' && (
        <Dialog title={title} subtitle={visual.question} size="whole" onClose={close}>
          <div class={`large large-${kind}`}>{content}</div>
        </Dialog>
      )}
    </article>
  )
}
