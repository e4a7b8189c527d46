import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface Size {
  readonly width_px: number
  readonly height_px: number
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): Size => ({
  width_px: clientWidth,
  height_px: clientHeight,
})

/** How large an element is, from before the first paint on. */
export function useSize(): readonly [RefObject<HTMLDivElement | null>, Size | undefined] {
  const element = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    const host = element.current
    if (!host) return
    const measure = (): void =>
      setSize(before => {
        const now = sizeOf(host)
        return before?.width_px === now.width_px && before.height_px === now.height_px ? before : now
      })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(host)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}
