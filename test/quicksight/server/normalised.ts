/** What was left open of things with these members, as the service fills it in. */
const FILLED: readonly (readonly [has: string, member: string, value: unknown])[] = [
  ['FilterGroupId', 'Status', 'ENABLED'],
  ['VisualId', 'Actions', []],
  ['SheetId', 'ContentType', 'INTERACTIVE'],
]

/**
 * A description without what is empty, and with members that nobody asked for: the service promises to give back what a request
 * means, not how it was written.
 */
export function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const kept = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const left = normalised(each)
    const isEmpty = typeof left === 'object' && left !== null && Object.keys(left).length === 0
    return isEmpty ? [] : [[name, left]]
  })
  const filled = FILLED.filter(([has]) => has in value).map(([, member, each]) => [member, each] as const)
  return { ...Object.fromEntries(filled), ...Object.fromEntries(kept) }
}
