import { askedNames, lakeQuestion, questionOf, sheetAt } from '../../dashboards/local/question.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'

/** Servers and browsers take headers as long as this, whatever else they hold. */
const LONGEST_LETTERS = 2_000

/**
 * What the page of an address asks first, as the header `Link` says it: the browser asks that at once, and not when the
 * page has been read and begins. What the page leaves out of an address before it asks about a sheet only the page knows.
 */
export function preloads(
  dashboards: readonly Dashboard[],
  { pathname, searchParams }: URL,
): string | undefined {
  const at = sheetAt(dashboards, pathname)
  if (!at) return undefined
  const { dashboard, sheet } = at
  const known = askedNames(dashboard)
  const isWhole = [...searchParams.keys()].every(name => known.includes(name))
  const asked = [
    '/api/dashboards',
    '/api/theme',
    lakeQuestion('colours', dashboard.id, searchParams.get('as') ?? undefined),
    ...(isWhole ? [questionOf('sheet', searchParams, { dashboard: dashboard.id, sheet: sheet.id })] : []),
  ]
  const header = asked.map(path => `<${path}>; rel=preload; as=fetch; crossorigin=anonymous`).join(', ')
  return header.length <= LONGEST_LETTERS ? header : undefined
}
