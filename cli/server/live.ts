import { createHash } from 'node:crypto'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import type { Problem } from '../../dashboards/local/stream.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { PageFile } from './page.ts'

/** While specs are edited: an open page is shown anew when what they compile to has changed. */
export interface Live {
  /** Why there are no dashboards now. */
  readonly problem?: Problem
}

/** What tells one page from the next: what it is made of, and what it is told. */
export function liveVersion(
  dashboards: readonly Dashboard[],
  page: ReadonlyMap<string, PageFile>,
  live: Live,
): string {
  const parts = [dashboards.map(pageDashboard), [...page.keys()], live.problem ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** An answer that does not end: it says the version, and ends with the server. The page asks again at once. */
export function liveEvents(version: string): ReadableStream<Uint8Array> {
  const event = `retry: 300\ndata: ${version}\n\n`
  return new ReadableStream({
    start: controller => controller.enqueue(new TextEncoder().encode(event)),
  })
}

/** The page, with its version, which makes it ask for the one that is served. */
export function livePage(
  page: ReadonlyMap<string, PageFile>,
  version: string,
): ReadonlyMap<string, PageFile> {
  const index = page.get('/index.html')
  if (!index) return page
  const html = new TextDecoder().decode(index.bytes).replace('<html ', `<html data-live="${version}" `)
  return new Map([...page, ['/index.html', { ...index, bytes: new TextEncoder().encode(html) }]])
}
