import { useEffect, useState } from 'preact/hooks'
import type { Facts } from '../local/facts.ts'
import { getJson } from './server.ts'

const EVERY_MS = 60_000

/** What is known of the lake; looked at again every minute while the page is seen. */
export function useFacts(dashboard: string): Facts | undefined {
  const [facts, setFacts] = useState<Facts>()
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.hidden) return
      // Without an answer what was known stays; the sheet says when the server is gone.
      const next = await getJson<Facts>(`/api/facts?dashboard=${dashboard}`).catch(() => undefined)
      if (next) setFacts(before => (before?.seq === next.seq ? before : next))
    }
    look()
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [dashboard])
  return facts
}
