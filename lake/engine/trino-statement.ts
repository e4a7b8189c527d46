import { setTimeout as pause } from 'node:timers/promises'
import { LakeError } from '../../schema/error.ts'
import type { TrinoValue, TypeSignature } from './trino-arrow.ts'
import type { TrinoFailure } from './trino-failure.ts'

/** Which server, and in whose name: what every statement is sent with. */
export interface TrinoSession {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string
  readonly user: string
  /** With which the user is known to the server; goes to its address only. */
  readonly password?: string
  readonly catalog: string
  /** Where names without a schema are looked up; undefined while there is none. */
  readonly schema?: string
}

export interface TrinoColumn {
  readonly name: string
  readonly typeSignature: TypeSignature
}

/** One answer of the server: a part of the rows, and where the next is. */
interface Page {
  readonly nextUri?: string
  readonly columns?: readonly TrinoColumn[]
  readonly data?: readonly (readonly TrinoValue[])[]
  readonly error?: TrinoFailure
}

/** What went wrong with a statement, as the server says it. */
export class TrinoError extends Error {
  override readonly name = 'TrinoError'
  readonly failure: TrinoFailure
  constructor(failure: TrinoFailure) {
    super(failure.message)
    this.failure = failure
  }
}

/** A server that has just started knows no node yet, and says so only when a table is read. */
const STARTING = new Set(['NO_NODES_AVAILABLE', 'SERVER_STARTING_UP'])
/** What a busy server or a proxy before it answers: the same request again. */
const BUSY = new Set([429, 502, 503, 504])
const PATIENCE_MS = 30_000

/**
 * Trino's JSON with all digits: whole numbers beyond what a double holds stay text. Texts are stepped over; a number
 * with a fraction or an exponent is a double already.
 */
export function readExactly(json: string): Page {
  if (!/\d{16}/.test(json)) return JSON.parse(json)
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g
  return JSON.parse(json.replace(token, each => (/^-?\d{16,}$/.test(each) ? `"${each}"` : each)))
}

async function ask(address: string, request: RequestInit): Promise<Page> {
  for (const started_ms = Date.now(); ; await pause(100)) {
    const response = await fetch(address, request).catch(error => {
      if (request.signal?.aborted) throw error
      throw unreachable(address, String(error.cause ?? error), error)
    })
    const body = await response.text()
    if (response.ok) return readExactly(body)
    if (response.status === 401) throw unknownUser(address, body)
    if (BUSY.has(response.status) && Date.now() - started_ms < PATIENCE_MS) continue
    throw unreachable(address, `status ${response.status}: ${body.slice(0, 200)}`)
  }
}

const unreachable = (address: string, value: string, cause?: unknown): LakeError =>
  new LakeError({
    what: 'Trino does not answer',
    value: `${new URL(address).origin}: ${value}`,
    allowed: 'a server that is up and can be reached',
    remedy: 'start it, or give the address of one that runs',
    cause,
  })

const unknownUser = (address: string, body: string): LakeError =>
  new LakeError({
    what: 'Trino does not take this user and password',
    value: `${new URL(address).origin}: ${body.trim().slice(0, 200) || 'status 401'}`,
    allowed: 'a user that the server knows: trino.user in the configuration, the password in TRINO_PASSWORD',
    remedy: 'set TRINO_PASSWORD, or correct it; a password is taken over https:// only',
  })

/** A statement that runs: its pages, and a way to stop it. */
export interface RunningStatement {
  /** Pages with rows, columns, or both. Throws a `TrinoError` for what the server refuses. */
  readonly pages: AsyncGenerator<Page>
  /** Stops it on the server, too. */
  cancel(): void
}

/** Sends a statement. Nothing happens before the first page is asked for. */
export function statement(session: TrinoSession, sql: string): RunningStatement {
  const stopped = new AbortController()
  const { signal } = stopped
  const { origin } = new URL(session.url)
  let next: string | undefined

  /** Who asks, for what is at the address of the server: where it sends us is not trusted with a password. */
  function identity(address: string): Record<string, string> {
    if (session.password === undefined || new URL(address).origin !== origin) return {}
    const pair = Buffer.from(`${session.user}:${session.password}`).toString('base64')
    return { Authorization: `Basic ${pair}` }
  }
  const follow = (address: string): Promise<Page> => ask(address, { headers: identity(address), signal })

  /** The first page that shows that the statement runs, or that it failed. */
  async function begin(): Promise<Page> {
    const headers = {
      ...identity(session.url),
      'X-Trino-User': session.user,
      'X-Trino-Catalog': session.catalog,
      ...(session.schema === undefined ? {} : { 'X-Trino-Schema': session.schema }),
      'X-Trino-Source': 'connect-lake',
      // The zone of `AT TIME ZONE` on plain timestamps: Athena's.
      'X-Trino-Time-Zone': 'UTC',
      // Without it timestamps lose their precision.
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
    }
    const request = { method: 'POST', body: sql, headers, signal }
    for (const started_ms = Date.now(); ; await pause(100)) {
      let page = await ask(`${session.url}/v1/statement`, request)
      while (!page.columns && !page.error && page.nextUri) {
        next = page.nextUri
        page = await follow(page.nextUri)
      }
      const again = page.error && STARTING.has(page.error.errorName) && Date.now() - started_ms < PATIENCE_MS
      if (!again) return page
    }
  }

  async function* pages(): AsyncGenerator<Page> {
    try {
      for (let page = await begin(); ; page = await follow(next)) {
        next = page.nextUri
        if (page.error) throw new TrinoError(page.error)
        if (page.columns || page.data) yield page
        if (!next) return
      }
    } finally {
      // Left in the middle: the server need not go on.
      cancel()
    }
  }

  function cancel(): void {
    stopped.abort()
    const address = next
    next = undefined
    if (address) void fetch(address, { method: 'DELETE', headers: identity(address) }).catch(() => undefined)
  }

  return { pages: pages(), cancel }
}

/** Runs a statement to its end, and gives all rows. */
export async function rowsOfStatement(
  session: TrinoSession,
  sql: string,
): Promise<readonly (readonly TrinoValue[])[]> {
  const rows: (readonly TrinoValue[])[] = []
  for await (const { data } of statement(session, sql).pages) rows.push(...(data ?? []))
  return rows
}
