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

/** The same, but evenly: as many groups of about one size as a multiple of the lanes, so that no lane ends late. */
export function packedEvenly<T>(
  things: readonly T[],
  size: (thing: T) => number,
  limit: { readonly size: number; readonly count: number },
  lanes: number,
): readonly (readonly T[])[] {
  const total = things.reduce((sum, thing) => sum + size(thing), 0)
  const needed = Math.max(1, Math.ceil(total / limit.size), Math.ceil(things.length / limit.count))
  const groups = Math.min(things.length, Math.ceil(needed / lanes) * lanes)
  // With room for one more, no group ends below the mean, and so none is left over for a few last things.
  const largest = things.reduce((most, thing) => Math.max(most, size(thing)), 0)
  const even = Math.min(limit.size, Math.ceil(total / groups) + largest - 1)
  return packed(things, size, { size: even, count: limit.count })
}
