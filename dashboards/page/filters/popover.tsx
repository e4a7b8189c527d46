import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Icon, type IconName } from '../icons.tsx'

interface PopoverProps {
  /** What the button is for. */
  readonly label: string
  /** What is set now. */
  readonly value: string
  readonly icon?: IconName
  /** Something other than the default is set. */
  readonly active: boolean
  /** At which side of the button it hangs. */
  readonly align?: 'start' | 'end'
  /** The content, made while it is open; `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ComponentChildren
}

/** A button that opens something to set. Escape, a press elsewhere, and leaving with Tab close it. */
export function Popover({ label, value, icon, active, align = 'start', children }: PopoverProps): VNode {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useId()

  useEffect(() => {
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
        class={active ? 'control is-active' : 'control'}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon && <Icon name={icon} />}
        <span class="control-label">{label}</span>
        <span class="control-value">{value}</span>
        <Icon name="caret" />
      </button>
      {open && (
        <div id={panel} class={`panel align-${align}`} role="dialog" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  )
}
