import { REPORT, type Report } from '../local/report.ts'

/** The report that this page shows, where it was opened from a file; undefined where there is a server. */
export const report: Report | undefined = (globalThis as unknown as Record<string, Report | undefined>)[
  REPORT
]

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))

const missing = {
  problem: { what: 'this is not in the report', remedy: 'ask where the lake is: connect-lake serve' },
}

/** The answer that a report holds to a question to the server. */
export function reportAnswer({ dashboards, themes, facts, sheets }: Report, path: string): Response {
  const { pathname, searchParams } = new URL(path, 'http://report')
  const dashboard = searchParams.get('dashboard') ?? ''
  const answers: Readonly<Record<string, unknown>> = {
    '/api/dashboards': dashboards,
    '/api/theme': themes,
    '/api/facts': facts[dashboard],
    '/api/colours': facts[dashboard]?.values,
  }
  if (pathname === '/api/sheet') {
    const held = sheets[`${dashboard}/${searchParams.get('sheet')}`]
    if (held !== undefined) return new Response(bytesOf(held))
  }
  const answer = answers[pathname]
  return answer === undefined ? Response.json(missing, { status: 404 }) : Response.json(answer)
}
