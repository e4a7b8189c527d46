import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Who is opted in to what, as Lake Formation is asked about it. */
interface OptIn {
  readonly Principal: { readonly DataLakePrincipalIdentifier: string }
  readonly Resource: {
    readonly Database?: { readonly Name: string }
    readonly Table?: { readonly DatabaseName: string; readonly Name: string }
  }
}

/** One line for an opt-in: `reader database`, or `reader database.table`. */
const lineOf = ({ Principal, Resource: { Database, Table } }: OptIn): string =>
  `${Principal.DataLakePrincipalIdentifier} ${Table ? `${Table.DatabaseName}.${Table.Name}` : Database?.Name}`

const PAGE = 2

/**
 * Plays the part of Lake Formation that opts in, on a loopback address: administrators only, one change at a time, pages of
 * two, nothing twice, and nothing removed that is not there.
 */
export async function lakeFormationServer() {
  const optIns = new Map<string, OptIn>()
  const asked: string[] = []
  const state = { isAdministrator: true, refused: '', writers: 0, busy: 0 }

  async function written(operation: string, optIn: OptIn): Promise<readonly [error: string] | readonly []> {
    const line = lineOf(optIn)
    if (state.refused !== '' && operation.startsWith('Create') && line.includes(state.refused))
      return ['EntityNotFoundException']
    // Somebody else changes something.
    if (state.busy > 0) {
      state.busy -= 1
      return ['ConcurrentModificationException']
    }
    if (state.writers > 0) return ['ConcurrentModificationException']
    state.writers += 1
    await pause(2)
    state.writers -= 1
    if (operation.startsWith('Create') === optIns.has(line))
      return [optIns.has(line) ? 'InvalidInputException' : 'EntityNotFoundException']
    if (operation.startsWith('Create')) optIns.set(line, optIn)
    else optIns.delete(line)
    return []
  }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const operation = (request.url ?? '').slice(1)
    const body = JSON.parse(text) as OptIn & { readonly NextToken?: string }
    asked.push(operation)
    const answer = (status: number, said: object, error?: string): void =>
      void response
        .writeHead(status, {
          'content-type': 'application/json',
          ...(error !== undefined && { 'x-amzn-errortype': error }),
        })
        .end(JSON.stringify(said))
    if (!state.isAdministrator)
      return answer(403, { Message: 'Insufficient permissions' }, 'AccessDeniedException')
    if (operation === 'ListLakeFormationOptIns') {
      const reader = `${body.Principal.DataLakePrincipalIdentifier} `
      const all = [...optIns].filter(([line]) => line.startsWith(reader)).map(([, optIn]) => optIn)
      const from = Number(body.NextToken ?? 0)
      const NextToken = from + PAGE < all.length ? { NextToken: String(from + PAGE) } : {}
      return answer(200, { LakeFormationOptInsInfoList: all.slice(from, from + PAGE), ...NextToken })
    }
    const [error] = await written(operation, body)
    return error === undefined ? answer(200, {}) : answer(400, { Message: error }, error)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    /** Operations that wrote, as they came. */
    writes: () => asked.filter(operation => !operation.startsWith('List')),
    optedIn: (): readonly string[] => [...optIns.keys()],
    /** Somebody else opts in. */
    have(...lines: readonly string[]): void {
      for (const line of lines) {
        const [reader = '', of = ''] = line.split(' ')
        const [DatabaseName = '', Name] = of.split('.')
        optIns.set(line, {
          Principal: { DataLakePrincipalIdentifier: reader },
          Resource:
            Name === undefined ? { Database: { Name: DatabaseName } } : { Table: { DatabaseName, Name } },
        })
      }
    },
    forget(): void {
      optIns.clear()
      asked.length = 0
      Object.assign(state, { isAdministrator: true, refused: '', busy: 0 })
    },
    close: () => void server.close(),
  }
}
