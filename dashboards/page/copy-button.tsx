import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Icon } from './icons.tsx'

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text }: { readonly text: string }): VNode {
  const [copied, setCopied] = useState<string>()
  const isCopied = copied === text
  return (
    <button
      type="button"
      class="button"
      onClick={async () => {
        await navigator.clipboard.writeText(text)
        setCopied(text)
      }}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
      {isCopied ? 'Copied' : 'Copy'}
    </button>
  )
}
