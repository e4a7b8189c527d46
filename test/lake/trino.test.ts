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
  let i = 0
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const [status, body] = answers[Math.min(i++, answers.length - 1)] as (typeof answers)[number]
    response.writeHead(status).end(JSON.stringify(body(`http://${request.headers.host}/next/${i}`)))
  })
  await new Promise<void>(listening => server?.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const engine = trinoEngine({ url: `http://127.0.0.1:${port}`, user: 'u', catalog: 'c', schema: 's' })
  return { engine, asked }
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
