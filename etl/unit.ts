/** Packs things, in order, into groups of limited size; one that is larger than the limit is alone. */
export function packed<T>(
  things: readonly T[],
  size: (thing: T) => number,
  limit: { readonly size: number; readonly count: number },
): readonly (readonly T[])[] {
  const groups: T[][] = []
  let room = 0
  for (const thing of things) {
    const last = groups.at(-1)
    if (last && last.length < limit.count && size(thing) <= room) {
      last.push(thing)
      room -= size(thing)
    } else {
      groups.push([thing])
      room = limit.size - size(thing)
    }
  }
  return groups
}
