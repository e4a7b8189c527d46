/** When something is so: from an instant until just before another, epoch milliseconds. */
export interface Span {
  readonly from_ms: number
  readonly until_ms: number
}

/** What somebody or something adds to a sum, for a while. */
export interface Part extends Span {
  readonly of: Readonly<Record<string, number>>
}

/** The longest spans in which what parts add up to is so. */
export function spansWhere(
  parts: readonly Part[],
  isSo: (sum: Readonly<Record<string, number>>) => boolean,
): readonly Span[] {
  const turns = parts
    .filter(({ from_ms, until_ms }) => from_ms < until_ms)
    .flatMap(({ from_ms, until_ms, of }) => [
      { at_ms: from_ms, of, sign: 1 },
      { at_ms: until_ms, of, sign: -1 },
    ])
    .sort((a, b) => a.at_ms - b.at_ms)
  const sum: Record<string, number> = {}
  const spans: Span[] = []
  let from_ms: number | undefined = isSo(sum) ? Number.NEGATIVE_INFINITY : undefined
  for (const [n, { at_ms, of, sign }] of turns.entries()) {
    for (const [name, value] of Object.entries(of)) sum[name] = (sum[name] ?? 0) + sign * value
    // All that turns at an instant turns together.
    if (turns[n + 1]?.at_ms === at_ms) continue
    const is = isSo(sum)
    if (is && from_ms === undefined) from_ms = at_ms
    if (!is && from_ms !== undefined) {
      spans.push({ from_ms, until_ms: at_ms })
      from_ms = undefined
    }
  }
  return from_ms === undefined ? spans : [...spans, { from_ms, until_ms: Number.POSITIVE_INFINITY }]
}

/** Spans outside of spans. */
export const gapsOf = (spans: readonly Span[]): readonly Span[] =>
  [{ until_ms: Number.NEGATIVE_INFINITY }, ...spans].map(({ until_ms }, n) => ({
    from_ms: until_ms,
    until_ms: spans[n]?.from_ms ?? Number.POSITIVE_INFINITY,
  }))

/**
 * The incidents of what is bad and well for spans: one opens when it has been bad for so long, and closes when it has been
 * well for so long.
 */
export function incidentsOf(
  bad: readonly Span[],
  well: readonly Span[],
  { for_s = 0, clear_for_s = 60 }: { readonly for_s?: number; readonly clear_for_s?: number },
): readonly Span[] {
  const incidents: Span[] = []
  for (const { from_ms, until_ms } of bad) {
    const opened_ms = from_ms + for_s * 1000
    if (opened_ms >= until_ms || opened_ms <= (incidents.at(-1)?.until_ms ?? 0)) continue
    const cleared = well.find(
      each => each.from_ms > opened_ms && each.until_ms > each.from_ms + clear_for_s * 1000,
    )
    const closed_ms = cleared ? cleared.from_ms + clear_for_s * 1000 : Number.POSITIVE_INFINITY
    incidents.push({ from_ms: opened_ms, until_ms: closed_ms })
  }
  return incidents
}
