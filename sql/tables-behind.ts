import type { View } from './view.ts'

/** The tables whose rows a view shows, itself or through other views. What is no view is a table. */
export function tablesBehind(name: string, views: Readonly<Record<string, View>>): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const left = [name]
  for (let each = left.pop(); each !== undefined; each = left.pop()) {
    if (seen.has(each)) continue
    seen.add(each)
    const view = Object.values(views).find(other => other.name === each)
    if (view) left.push(...view.uses)
    else found.add(each)
  }
  return found
}
