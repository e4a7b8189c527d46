import { useEffect, useState } from 'preact/hooks'

/** Whether an element has more than it shows: only then does it have to be reached by keyboard, to be scrolled. */
export function useOverflow() {
  const [element, ref] = useState<HTMLElement | null>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    if (!element) return
    // Its parts can grow while its own frame does not.
    const watch = new ResizeObserver(() => setOverflows(element.scrollHeight > element.clientHeight))
    for (const each of [element, ...element.children]) watch.observe(each)
    return () => watch.disconnect()
  }, [element])
  return { ref, tabIndex: overflows ? 0 : undefined }
}
