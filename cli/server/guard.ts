import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import type { Problem } from '../../dashboards/local/stream.ts'

export interface ServerEnv {
  Bindings: HttpBindings
}

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
}

const NAMES = ['127.0.0.1', 'localhost', '[::1]']

const hosts = (port: number): readonly string[] => [
  ...NAMES.map(name => `${name}:${port}`),
  // Browsers leave out the port of the protocol.
  ...(port === 80 ? NAMES : []),
]

/** Gives every answer the headers that keep the page to itself. */
export const secured = createMiddleware<ServerEnv>(async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
})

/**
 * Answers this machine's own pages only, and questions only. A name in `Host` that is not ours is another site whose
 * name was pointed at this machine (DNS rebinding): it could read the lake with the viewer's browser.
 */
export const guarded = createMiddleware<ServerEnv>(async (c, next) => {
  const port = c.env.incoming.socket.localPort ?? 0
  const host = c.req.header('host') ?? ''
  const refuse = (problem: Problem) => ({ problem })
  if (!hosts(port).includes(host.toLowerCase()))
    return c.json(
      refuse({
        what: 'this address is not served here',
        value: host,
        allowed: hosts(port).join(', '),
        remedy: `open http://127.0.0.1:${port}`,
      }),
      421,
    )
  if (!['GET', 'HEAD'].includes(c.req.method))
    return c.json(
      refuse({
        what: 'the lake is only read here',
        value: c.req.method,
        allowed: 'GET, HEAD',
        remedy: 'write to the lake with connect-lake run',
      }),
      405,
      { Allow: 'GET, HEAD' },
    )
  const site = c.req.header('sec-fetch-site') ?? 'none'
  if (c.req.path.startsWith('/api/') && !['same-origin', 'none'].includes(site))
    return c.json(
      refuse({
        what: 'another site asked for data of the lake',
        value: site,
        remedy: 'open the page itself',
      }),
      403,
    )
  await next()
})

/** The answer to HEAD is that to GET without its body, which has to be let go, for it may hold the lake. */
export const headless = createMiddleware<ServerEnv>(async (c, next) => {
  await next()
  if (c.req.method === 'HEAD') await c.res.body?.cancel()
})
