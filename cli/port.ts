import { createServer } from 'node:net'

const isFree = (port: number): Promise<boolean> =>
  new Promise(answer => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })

/** The port if it is free, or was asked for by name: then its being taken is an error; else any free one. */
export const freePort = async (port: number, asked: boolean): Promise<number> =>
  asked || (await isFree(port)) ? port : 0
