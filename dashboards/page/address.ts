import { useEffect, useState } from 'preact/hooks'
import { report } from './report.ts'

/** Where the viewer is. */
export interface Place {
  readonly path: string
  readonly search: string
}

/** Where the page is. A report is one file, whatever it shows: there the place stands behind `#`. */
function here(): Place {
  if (!report) return { path: location.pathname, search: location.search }
  const { pathname: path } = new URL(location.hash.slice(1) || '/', 'http://report')
  return { path, search: report.search }
}

/** The address of a place, for a link. */
export const hrefOf = ({ path, search }: Place): string => (report ? `#${path}` : path + search)

/** Goes to a place; `replace` leaves no step to go back to: of what is typed, letter by letter. */
export type Go = (place: Place, how?: 'replace') => void

/** The address of the page, which holds all that the viewer has set, and how to go elsewhere. */
export function useAddress(): readonly [Place, Go] {
  const [place, setPlace] = useState(here)
  useEffect(() => {
    // A link within the sheet is no other place.
    const back = (): void => {
      if (!report || location.hash.startsWith('#/') || location.hash === '') setPlace(here())
    }
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const go: Go = (next, how) => {
    const { path, search } = here()
    if (next.path === path && next.search === search) return
    const isElsewhere = next.path !== path
    if (how) history.replaceState(null, '', hrefOf(next))
    else history.pushState(null, '', hrefOf(next))
    setPlace(next)
    // Another sheet begins at its top; with other settings the same one stays where it is.
    if (isElsewhere) scrollTo(0, 0)
  }
  return [place, go]
}
