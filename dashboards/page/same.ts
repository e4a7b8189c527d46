import { useRef } from 'preact/hooks'

/** The value of the first time, as long as others hold the same: what follows it does not begin anew. */
export function useSame<T>(value: T): T {
  const before = useRef(value)
  if (JSON.stringify(before.current) !== JSON.stringify(value)) before.current = value
  return before.current
}
