import { useEffect, useState } from 'preact/hooks'
import type { Facts } from '../local/facts.ts'
import { getJson } from './server.ts'

/** What is known of the lake, and by the viewer. */
export interface Known {
  readonly facts: Facts | undefined
  /** Whether there was an answer, be it that there is none. */
  readonly answered: boolean
}

/**
 * Asks for what is known; looked at again every so many seconds while the page is seen.
 * @param as with whose eyes; undefined for one's own
 */
export function useFacts(dashboard: string, as: string | undefined, every_s = 60): Known {
  const [answered, setAnswered] = useState(false)
  const [known, setKnown] = useState<{ readonly as: string | undefined; readonly facts: Facts }>()
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.hidden) return
      // Without an answer what was known stays; the sheet says when the server is gone.
      const address = new URLSearchParams({ dashboard, ...(as !== undefined && { as }) })
      const next = await getJson<Facts>(`/api/facts?${address}`).catch(() => undefined)
      setAnswered(true)
      if (next)
        setKnown(before =>
          before?.facts.seq === next.seq && before.as === as ? before : { as, facts: next },
        )
    }
    look()
    const timer = setInterval(look, every_s * 1_000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [dashboard, as, every_s])
  return { facts: known?.facts, answered }
}
