import type { DeployedView } from '../../sql/deployed-view.ts'
import { hashOf } from '../../sql/files.ts'

/**
 * A fingerprint of what deployed views say, and all views behind them, the calendar of the business among them; `none`
 * where no name is one of a view. What a view reads is told by the words of its text: whatever the release that
 * deployed it, or a rollback. A column with the name of a view counts that in, too, which costs no more than a refresh.
 */
export function viewFingerprint(names: readonly string[], deployed: readonly DeployedView[]): string {
  const texts = new Map(deployed.map(({ name, sql }) => [name, sql]))
  const seen = new Map<string, string>()
  const left = [...names]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const text = texts.get(name)
    if (text === undefined || seen.has(name)) continue
    seen.set(name, text)
    left.push(...(text.match(/\w+/g) ?? []))
  }
  if (seen.size === 0) return 'none'
  return hashOf(JSON.stringify([...seen].toSorted(([a], [b]) => (a < b ? -1 : 1))))
}
