/** How many letters have to be changed, put in or left out to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, there] of [...other].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === there ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

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
