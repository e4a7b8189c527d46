import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { pageFolder } from '../../dashboards/page-folder.ts'
import { type Themes, themes } from '../../dashboards/theme/tokens.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { LakeError } from '../../schema/error.ts'
import type { Access } from '../../sql/access.ts'
import { serverApp } from './app.ts'
import { eyesOf } from './eyes.ts'
import { colouringLists, daysOf, freshnessIn } from './facts.ts'
import type { Live } from './live.ts'
import { readPage } from './page.ts'
import type { Report } from './problem.ts'
import { type Head, type LakeSource, openSession, type Session } from './session.ts'
import type { AnswerWhy } from './why.ts'

export interface ServerOptions<H extends Head = LakeState> {
  readonly lake: LakeSource<H>
  /** 0 takes a free one. */
  readonly port: number
  readonly service_level_target_percent: number
  /** All that there are, by default. */
  readonly dashboards?: readonly Dashboard[]
  /** Who sees what; nobody is kept from anything by default. */
  readonly access?: Access
  /** The colours; ours by default. */
  readonly themes?: Themes
  /** Follows numbers back to their records. */
  readonly why?: AnswerWhy
  /** Set while specs are edited: open pages follow. */
  readonly live?: Live
  /** Opens the lake before anybody asks, so that who comes first waits less. */
  readonly eager?: boolean
  /** Folder of the built page; by default the one that was built with this. */
  readonly page?: string
  /** Is told of errors that nobody expected; by default writes them to stderr. */
  readonly report?: Report
}

export interface RunningServer {
  /** Where the page is: `http://127.0.0.1:4173`. */
  readonly url: string
  /** Ends what is being answered, and closes the engine. */
  close(): Promise<void>
}

/** The page listens on this machine only: whoever reaches it reads the lake. */
const HOST = '127.0.0.1'

/** What can be asked holds the longest value that a contact can have, 32 KB, escaped to three times its length. */
const MOST_HEADER_BYTES = 128 * 1_024

/** The dashboard with other defaults for its parameters, by their names. */
const withDefaults = (dashboard: Dashboard, defaults: Readonly<Record<string, number>>): Dashboard => ({
  ...dashboard,
  parameters: dashboard.parameters.map(each => ({ ...each, default: defaults[each.name] ?? each.default })),
})

function inWords(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException
  const remedy = 'name another port with --port N; 0 takes a free one'
  if (code === 'EADDRINUSE')
    return new LakeError({
      ...{ what: 'the port is taken by another program', value: String(port), remedy },
      ...{ allowed: 'a port that nothing listens on', cause: error },
    })
  if (code === 'EACCES')
    return new LakeError({
      ...{ what: 'this port may not be used', value: String(port), remedy },
      ...{ allowed: 'on most machines 1024 to 65535', cause: error },
    })
  return error
}

/**
 * What the sheets of each dashboard wait for. One after the other, so that whoever comes meanwhile stands behind one
 * question at most. Where something cannot be had, whoever asks is told why.
 */
async function ahead(session: Session, dashboards: readonly Dashboard[]): Promise<void> {
  const { view, release } = await session.hold()
  const eyes = eyesOf([], undefined)
  try {
    await freshnessIn(view)
    for (const dashboard of dashboards) {
      await daysOf(view, dashboard, eyes)
      await colouringLists(view, dashboard, eyes)
    }
  } finally {
    release()
  }
}

/**
 * Serves the dashboards of a lake to this machine.
 * @throws LakeError when the port cannot be had, or the page was not built.
 */
export async function startServer<H extends Head>(options: ServerOptions<H>): Promise<RunningServer> {
  const { lake, port, service_level_target_percent, page = pageFolder, report = console.error } = options
  // Not before it is known that they are wanted: while they are edited, one of them may be wrong.
  const dashboards = options.dashboards ?? (await import('../../dashboards/dashboards.ts')).dashboards
  const files = await readPage(page)
  const session = openSession(lake)
  const defaults = { service_level_target: service_level_target_percent }
  const app = serverApp({
    ...{
      session,
      report,
      access: options.access ?? [],
      why: options.why,
      themes: options.themes ?? themes,
      page: files,
      live: options.live,
    },
    dashboards: dashboards.map(each => withDefaults(each, defaults)),
  })
  const server = createAdaptorServer({
    ...{ fetch: app.fetch, hostname: HOST, serverOptions: { maxHeaderSize: MOST_HEADER_BYTES } },
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', error => failed(inWords(error, port)))
    server.listen(port, HOST, listening)
  })
  if (options.eager) ahead(session, dashboards).catch(() => undefined)
  const address = server.address() as AddressInfo
  return {
    url: `http://${HOST}:${address.port}`,
    async close() {
      const closed = new Promise<void>(done => server.close(() => done()))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
      session.close()
    },
  }
}
