import { distance } from '../../sql/metrics/near.ts'

/** More is another word. */
const MOST_CHANGED = 0.4

/** Up to three of the names that are most like a name: written almost the same, or holding it; the nearest first. */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const near = names.flatMap(each => {
    const changed = distance(name, each)
    const isPart = name.length > 2 && each.includes(name)
    return changed <= MOST_CHANGED * name.length || isPart ? [{ each, changed }] : []
  })
  return near
    .sort((one, other) => one.changed - other.changed)
    .slice(0, 3)
    .map(({ each }) => each)
}
