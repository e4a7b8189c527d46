import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

interface DialogProps {
  readonly title: string
  readonly subtitle: string
  /** `whole`: all of the window. */
  readonly size?: 'normal' | 'large' | 'whole'
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A window over the page, open from the first; Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, subtitle, size = 'normal', onClose, children }: DialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class={`dialog is-${size}`}
      aria-labelledby={heading}
      onClose={onClose}
      onPointerDown={event => {
        // Only what is outside of the content is the dialog itself.
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <div class="dialog-content">
        <header>
          <div>
            <h2 id={heading}>{title}</h2>
            <p>{subtitle}</p>
          </div>
          <button type="button" class="action" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
