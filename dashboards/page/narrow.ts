import { useEffect, useState } from 'preact/hooks'

// As in styles/narrow.css: below, nothing stands beside a picture.
const narrow = matchMedia('(max-width: 640px)')

/** Whether there is no room for words beside a picture. */
export function useNarrow(): boolean {
  const [is, set] = useState(narrow.matches)
  useEffect(() => {
    const follow = (): void => set(narrow.matches)
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  }, [])
  return is
}
