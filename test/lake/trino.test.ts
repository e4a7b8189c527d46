import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { readExactly } from '../../lake/engine/trino-statement.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that gives the answers in turn, the last one for ever, and keeps what it was asked. */
async function answering(...answers: readonly [status: number, body: (url: string) => object][]) {
  const asked: string[] = []
  const identities: (string | undefined)[] = []
  let i = 0
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    identities.push(request.headers.authorization)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const [status, body] = answers[Math.min(i++, answers.length - 1)] as (typeof answers)[number]
    response.writeHead(status).end(JSON.stringify(body(`http://${request.headers.host}/next/${i}`)))
  })
  await new Promise<void>(listening => server?.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const session = { url: `http://127.0.0.1:${port}`, user: 'u', catalog: 'c', schema: 's' }
  return { engine: trinoEngine(session), session, asked, identities }
}

const columns = [{ name: 'n', typeSignature: { rawType: 'bigint', arguments: [] } }]
const end = () => ({ columns, data: [[42]] })
const failing = (errorName: string) => () => ({ error: { errorName, message: 'no' } })

test('numbers beyond 2^53 keep their digits, and texts are left alone', () => {
  const json =
    '{"data":[[9007199254740993,-9223372036854775808,0.12345678901234566,1.2345678901234567E19,"9007199254740993","\\"9007199254740993\\\\",7]]}'
  expect(readExactly(json).data).toEqual([
    [
      '9007199254740993',
      '-9223372036854775808',
      0.12345678901234566,
      1.2345678901234567e19,
      '9007199254740993',
      '"9007199254740993\\',
      7,
    ],
  ])
})

test.each(['NO_NODES_AVAILABLE', 'SERVER_STARTING_UP'])('%s is no answer: it is asked again', async name => {
  const { engine, asked } = await answering([200, failing(name)], [200, failing(name)], [200, end])
  expect((await engine.query('SELECT 42 AS n')).get(0)?.n).toBe(42n)
  expect(asked).toEqual(Array(3).fill('POST /v1/statement'))
})

test.each([429, 502, 503, 504])('nor is status %d', async status => {
  const { engine } = await answering([status, () => ({})], [200, end])
  expect((await engine.query('SELECT 42 AS n')).numRows).toBe(1)
})

test('status 500 is an error, and so is what is no Trino', async () => {
  const { engine } = await answering([500, () => ({ oh: 'no' })])
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    what: 'Trino does not answer',
    value: expect.stringContaining('status 500: {"oh":"no"}'),
  })
})

test('pages follow each other; what is interrupted is stopped on the server, too', async () => {
  const more = (nextUri: string) => ({ columns, data: [[1], [2]], nextUri })
  const { engine, asked } = await answering([200, nextUri => ({ nextUri })], [200, more], [200, more])
  const { batches } = await engine.stream('SELECT n FROM t')
  const read: number[] = []
  await expect(async () => {
    for await (const { numRows } of batches) {
      read.push(numRows)
      if (read.length === 3) engine.interrupt()
    }
  }).rejects.toMatchObject({ what: 'the query was interrupted' })
  expect(read).toEqual([2, 2, 2])
  await expect.poll(() => asked.at(-1)).toBe('DELETE /next/4')
})

test('a stream that is left in the middle is stopped on the server', async () => {
  const { engine, asked } = await answering([200, nextUri => ({ columns, data: [[1]], nextUri })])
  for await (const _ of (await engine.stream('SELECT n FROM t')).batches) break
  await expect.poll(() => asked).toEqual(['POST /v1/statement', 'DELETE /next/1'])
})

test('a password goes with every request, and to nobody else', async () => {
  const elsewhere: (string | undefined)[] = []
  const other = createServer((request, response) => {
    elsewhere.push(request.headers.authorization)
    response.end(JSON.stringify(end()))
  })
  await new Promise<void>(listening => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as { port: number }
  const sent = { nextUri: `http://127.0.0.1:${port}/next` }
  const { session, asked, identities } = await answering([200, nextUri => ({ nextUri })], [200, () => sent])
  const engine = trinoEngine({ ...session, password: 'secret' })
  try {
    expect((await engine.query('SELECT 42 AS n')).get(0)?.n).toBe(42n)
  } finally {
    other.close()
  }
  expect(asked).toEqual(['POST /v1/statement', 'GET /next/1'])
  expect(identities).toEqual(Array(2).fill(`Basic ${Buffer.from('u:secret').toString('base64')}`))
  expect(elsewhere).toEqual([undefined])
})

test('without a password nothing is said of one; a user that the server does not know is told what to set', async () => {
  const { engine, identities } = await answering([401, () => ({})])
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    what: 'Trino does not take this user and password',
    remedy: expect.stringContaining('TRINO_PASSWORD'),
  })
  expect(identities).toEqual([undefined])
})
