import type { ComponentChildren, VNode } from 'preact'
import { hrefOf, type Place } from './address.ts'
import { useControls } from './controls.ts'

interface SheetLinkProps {
  readonly place: Place
  readonly isCurrent?: boolean
  readonly class?: string
  readonly title?: string
  readonly label?: string
  /** Is told when it is followed in this window. */
  readonly onGo?: () => void
  readonly children: ComponentChildren
}

/** A link to a sheet: within the page, unless another window is asked for. */
export function SheetLink({
  place,
  isCurrent = false,
  label,
  onGo,
  children,
  ...rest
}: SheetLinkProps): VNode {
  const { go } = useControls()
  return (
    <a
      {...rest}
      href={hrefOf(place)}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onGo?.()
        go(place)
      }}
    >
      {children}
    </a>
  )
}
