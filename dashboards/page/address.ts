import { useEffect, useState } from 'preact/hooks'

/** Where the viewer is. */
export interface Place {
  readonly path: string
  readonly search: string
}

const here = (): Place => ({ path: location.pathname, search: location.search })

/** The address of the page, which holds all that the viewer has set, and how to go elsewhere. */
export function useAddress(): readonly [Place, (place: Place) => void] {
  const [place, setPlace] = useState(here)
  useEffect(() => {
    const back = (): void => setPlace(here())
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const go = (next: Place): void => {
    if (next.path === location.pathname && next.search === location.search) return
    history.pushState(null, '', next.path + next.search)
    setPlace(next)
  }
  return [place, go]
}
