import { useEffect, useState } from 'preact/hooks'
import type { Facts } from '../local/facts.ts'
import { lakeQuestion } from '../local/question.ts'
import { getJson } from './server.ts'

/** The values by which pictures have their colours. */
interface Colouring {
  readonly values: Facts['values']
  /** Whether there was an answer, be it that there is none. */
  readonly answered: boolean
}

/** Asks for the lists by which pictures have their colours: they are there before all that is known of the lake. */
export function useColouring(dashboard: string, as: string | undefined): Colouring {
  const [colouring, setColouring] = useState<Colouring>({ values: {}, answered: false })
  useEffect(() => {
    let isLeft = false
    getJson<Facts['values']>(lakeQuestion('colours', dashboard, as))
      .catch(() => ({}))
      .then(values => {
        if (!isLeft) setColouring({ values, answered: true })
      })
    return () => {
      isLeft = true
    }
  }, [dashboard, as])
  return colouring
}

/**
 * What is known of the lake, and by the viewer; looked at again every so many seconds while the page is seen.
 * @param as with whose eyes; undefined for one's own
 */
export function useFacts(dashboard: string, as: string | undefined, every_s = 60): Facts | undefined {
  const [known, setKnown] = useState<{ readonly as: string | undefined; readonly facts: Facts }>()
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.hidden) return
      // Without an answer what was known stays; the sheet says when the server is gone.
      const next = await getJson<Facts>(lakeQuestion('facts', dashboard, as)).catch(() => undefined)
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
  return known?.facts
}
