import { Hono } from 'hono'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import { STREAM_TYPE } from '../../dashboards/local/stream.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { LakeError } from '../../schema/error.ts'
import { csvAnswer, sqlAnswer } from './answers.ts'
import { factsOf } from './facts.ts'
import { guarded, headless, type ServerEnv, secured } from './guard.ts'
import { LakeFault } from './lake-fault.ts'
import type { PageFile } from './page.ts'
import { problemOf, type Report } from './problem.ts'
import { readRequest } from './request.ts'
import type { LakeView, Session } from './session.ts'
import { sheetFrames } from './sheet.ts'

/** What the server serves. */
export interface Served {
  readonly dashboards: readonly Dashboard[]
  readonly session: Session
  /** Files of the page by path. */
  readonly page: ReadonlyMap<string, PageFile>
  readonly report: Report
}

async function holding<T>(session: Session, ask: (view: LakeView) => Promise<T>): Promise<T> {
  const { view, release } = await session.hold()
  try {
    return await ask(view)
  } finally {
    release()
  }
}

/** Whether who asked can ask better. */
const isAskers = (error: unknown): boolean => error instanceof LakeError && !(error instanceof LakeFault)

/** A body that is made as it is read; what is behind it is let go when the reader leaves. */
function streamOf(
  first: Uint8Array<ArrayBuffer> | undefined,
  rest: AsyncGenerator<Uint8Array<ArrayBuffer>, undefined>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (first) controller.enqueue(first)
    },
    async pull(controller) {
      const { value, done } = await rest.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await rest.return(undefined)
    },
  })
}

/**
 * The routes.
 *
 * | path | answer |
 * |---|---|
 * | `/`, `/<dashboard>`, `/<dashboard>/<sheet>` | the page |
 * | `/api/dashboards` | what the page is told about dashboards |
 * | `/api/facts` | days, values of filters, freshness |
 * | `/api/sheet` | the results of all visuals of a sheet |
 * | `/api/csv`, `/api/sql` | one visual as a file, and its SQL |
 */
export function serverApp({ dashboards, session, page, report }: Served): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>()
  app.use(secured, guarded, headless)

  app.onError((error, c) => c.json({ problem: problemOf(error, report) }, isAskers(error) ? 400 : 500))
  app.notFound(c =>
    c.json({ problem: { what: 'there is no such page', value: c.req.path, remedy: 'begin at /' } }, 404),
  )

  app.use('/api/*', async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  })
  app.get('/api/dashboards', c => c.json(dashboards.map(pageDashboard)))
  app.get('/api/facts', async c => {
    const { dashboard } = readRequest(dashboards, new URL(c.req.url).searchParams, [])
    return c.json(await holding(session, view => factsOf(view, dashboard)))
  })
  app.get('/api/sheet', async c => {
    const request = readRequest(dashboards, new URL(c.req.url).searchParams, ['sheet', 'all'])
    const { dashboard, settings } = request
    const asked = { dashboard, settings, sheet: request.sheet(), all: request.all() }
    const frames = sheetFrames(session, asked, c.req.raw.signal, report)
    // The first frame now, so that what fails before it is still answered as an error.
    const { value: first } = await frames.next()
    return c.body(streamOf(first, frames), 200, { 'Content-Type': STREAM_TYPE })
  })
  app.get('/api/csv', async c => {
    const own = ['visual', 'all', 'search', 'sort', 'order'] as const
    const request = readRequest(dashboards, new URL(c.req.url).searchParams, own)
    const { name, text } = await holding(session, view => csvAnswer(view, request, c.req.raw.signal))
    return c.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
  })
  app.get('/api/sql', async c => {
    const request = readRequest(dashboards, new URL(c.req.url).searchParams, ['visual', 'all'])
    return c.text(await holding(session, view => sqlAnswer(view, request)))
  })

  const sheetPaths = dashboards.flatMap(({ id, sheets }) => [
    `/${id}`,
    ...sheets.map(sheet => `/${id}/${sheet.id}`),
  ])
  app.get('*', (c, next) => {
    const { path } = c.req
    const isPage = path === '/' || sheetPaths.includes(path)
    const file = page.get(isPage ? '/index.html' : path)
    return file ? Promise.resolve(c.body(file.bytes, 200, { ...file.headers })) : next()
  })
  return app
}
