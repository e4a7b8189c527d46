import { Hono } from 'hono'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import { STREAM_TYPE } from '../../dashboards/local/stream.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { stylesheetOf } from '../../dashboards/theme/stylesheet.ts'
import type { Themes } from '../../dashboards/theme/tokens.ts'
import { LakeError } from '../../schema/error.ts'
import type { Access } from '../../sql/access.ts'
import { csvAnswer, sqlAnswer } from './answers.ts'
import { colouringLists, factsOf } from './facts.ts'
import { whyAddress } from './from-quicksight.ts'
import { guarded, headless, type ServerEnv, secured } from './guard.ts'
import { LakeFault } from './lake-fault.ts'
import { type Live, liveEvents, livePage, liveVersion } from './live.ts'
import type { PageFile } from './page.ts'
import { preloads } from './preload.ts'
import { problemOf, type Report } from './problem.ts'
import { readRequest } from './request.ts'
import type { LakeView, Session } from './session.ts'
import { sheetFrames } from './sheet.ts'
import { type AnswerWhy, whyAnswer } from './why.ts'

/** What the server serves. */
export interface Served {
  readonly dashboards: readonly Dashboard[]
  /** Who sees what, to look at them with other eyes. */
  readonly access: Access
  readonly themes: Themes
  readonly session: Session
  /** Follows numbers back; without it nobody is told why. */
  readonly why: AnswerWhy | undefined
  /** Set while specs are edited. */
  readonly live: Live | undefined
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
 * | `/`, `/<dashboard>`, `/<dashboard>/<sheet>` | the page; while specs are edited, all that is not below `/api` or `/assets` |
 * | `/api/dashboards` | what the page is told about dashboards |
 * | `/theme.css`, `/api/theme` | the colours, as they are configured |
 * | `/api/facts` | days, values of filters, freshness |
 * | `/api/colours` | of the values of filters those that pictures have their colours by |
 * | `/api/sheet` | the results of all visuals of a sheet |
 * | `/api/csv`, `/api/sql` | one visual as a file, and its SQL |
 * | `/api/live` | while specs are edited: what tells one page from the next |
 * | `/api/why` | why a number of a visual is what it is |
 * | `/why/<dashboard>/<visual>` | the page that shows it, for who comes from QuickSight |
 */
export function serverApp({
  dashboards,
  access,
  themes,
  session,
  page: built,
  report,
  why,
  live,
}: Served): Hono<ServerEnv> {
  const asked = { dashboards, access }
  const version = live && liveVersion(dashboards, built, live)
  const page = version === undefined ? built : livePage(built, version)
  const told = dashboards.map(pageDashboard)
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
  app.get('/api/dashboards', c => (live?.problem ? c.json({ problem: live.problem }, 500) : c.json(told)))
  app.get('/api/live', c => {
    if (version === undefined) return c.notFound()
    return c.body(liveEvents(version), 200, { 'Content-Type': 'text/event-stream' })
  })
  app.get('/api/theme', c => c.json(themes))
  app.get('/theme.css', c =>
    c.body(stylesheetOf(themes), 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'no-cache',
    }),
  )
  app.get('/api/facts', async c => {
    const { dashboard, eyes } = readRequest(asked, new URL(c.req.url).searchParams, [])
    return c.json(await holding(session, view => factsOf(view, dashboard, eyes)))
  })
  app.get('/api/colours', async c => {
    const { dashboard, eyes } = readRequest(asked, new URL(c.req.url).searchParams, [])
    return c.json(await holding(session, view => colouringLists(view, dashboard, eyes)))
  })
  app.get('/api/sheet', async c => {
    const request = readRequest(asked, new URL(c.req.url).searchParams, ['sheet', 'all'])
    const { dashboard, settings, eyes } = request
    const wanted = { dashboard, settings, eyes, sheet: request.sheet(), all: request.all() }
    const frames = sheetFrames(session, wanted, c.req.raw.signal, report)
    // The first frame now, so that what fails before it is still answered as an error.
    const { value: first } = await frames.next()
    return c.body(streamOf(first, frames), 200, { 'Content-Type': STREAM_TYPE })
  })
  app.get('/api/csv', async c => {
    const own = ['visual', 'all', 'search', 'sort', 'order'] as const
    const request = readRequest(asked, new URL(c.req.url).searchParams, own)
    const { name, text } = await holding(session, view => csvAnswer(view, request, c.req.raw.signal))
    return c.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
  })
  app.get('/api/sql', async c => {
    const request = readRequest(asked, new URL(c.req.url).searchParams, ['visual', 'all'])
    return c.text(await holding(session, view => sqlAnswer(view, request)))
  })

  app.get('/api/why', async c => {
    const own = ['visual', 'all', 'measure', 'group'] as const
    const request = readRequest(asked, new URL(c.req.url).searchParams, own)
    if (!why) return c.notFound()
    return c.json(await holding(session, view => whyAnswer(view, request, why, c.req.raw.signal)))
  })

  app.get('/why/:dashboard/:visual', async (c, next) => {
    const { dashboard, visual } = c.req.param()
    const to = whyAddress(dashboards, { dashboard, visual }, new URL(c.req.url).searchParams)
    return to === undefined ? next() : c.redirect(to)
  })

  const sheetPaths = dashboards.flatMap(({ id, sheets }) => [
    `/${id}`,
    ...sheets.map(sheet => `/${id}/${sheet.id}`),
  ])
  // While specs are edited, a sheet may be one that is just wrong: its page says so, and shows it once it is mended.
  const isPage = (path: string): boolean =>
    path === '/' || sheetPaths.includes(path) || (live !== undefined && !/^\/(api|assets)\//.test(path))
  app.get('*', (c, next) => {
    const { path, url } = c.req
    const file = page.get(isPage(path) ? '/index.html' : path)
    const link = isPage(path) && !live ? preloads(dashboards, new URL(url)) : undefined
    if (!file) return next()
    return Promise.resolve(c.body(file.bytes, 200, { ...file.headers, ...(link && { Link: link }) }))
  })
  return app
}
