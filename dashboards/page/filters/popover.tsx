import type { ComponentChildren, VNode } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon, type IconName } from '../icons.tsx'

interface FloatingProps {
  /** What the panel is called. */
  readonly label: string
  readonly buttonClass: string
  /** What the button is called, where its face does not say it. */
  readonly buttonLabel?: string
  readonly face: ComponentChildren
  /** At which side of the button it hangs. */
  readonly align?: 'start' | 'end'
  /** There is nothing to be set yet. */
  readonly disabled?: boolean
  /** The content, made while it is open; `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ComponentChildren
}

/** A button that opens a panel. Escape, a press elsewhere, and leaving with Tab close it. */
export function Floating(props: FloatingProps): VNode {
  const { label, buttonClass, buttonLabel, face, align = 'start', disabled, children } = props
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useId()

  // Before it is seen: what is pressed next acts on what has the focus by then.
  useLayoutEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    const leave = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('keydown', closeOnEscape)
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('keydown', closeOnEscape)
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [open])

  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div class="popover" ref={root}>
      <button
        ref={button}
        type="button"
        class={buttonClass}
        title={buttonLabel && label}
        aria-label={buttonLabel}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div id={panel} class={`panel align-${align}`} role="dialog" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  )
}

interface PopoverProps extends Pick<FloatingProps, 'align' | 'disabled' | 'children'> {
  /** What the button is for. */
  readonly label: string
  /** What is set now. */
  readonly value: string
  readonly icon?: IconName
  /** Something other than the default is set. */
  readonly active: boolean
}

/** A button that says what is set, and opens something to set. */
export function Popover({ label, value, icon, active, ...rest }: PopoverProps): VNode {
  const face = (
    <>
      {icon && <Icon name={icon} />}
      <span class="control-label">{label}</span>
      <span class="control-value">
        <bdi>{value}</bdi>
      </span>
      <Icon name="caret" />
    </>
  )
  return (
    <Floating label={label} buttonClass={active ? 'control is-active' : 'control'} face={face} {...rest} />
  )
}
