/** How many letters have to be changed, added or left out to make one word of another. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** Whether somebody who wrote the one may have meant the other: it occurs in it, or is a few letters away. */
export function isNear(written: string, meant: string): boolean {
  const [one, other] = [written.toLowerCase(), meant.toLowerCase()]
  return other.includes(one) || distance(one, other) <= Math.min(3, other.length - 1)
}
