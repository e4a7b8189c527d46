import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { buildPage } from '../../dashboards/page/build.js'
import { commandLine, type Ended } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { treeOf } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'

const folder = temporaryFolder()
const cli = await commandLine()
beforeAll(() => buildPage(join(cli.dist, 'page')))

/** Runs a command that serves until it has said where, calls it there, and ends it as Ctrl-C does. */
async function served(args: readonly string[], look: (address: string) => Promise<void>): Promise<Ended> {
  const running = cli.start(args)
  try {
    let address: string | undefined
    while (!address && running.goesOn()) {
      await pause(10)
      address = /^Dashboard {2}(\S+)\n/m.exec(running.out())?.[1]
    }
    if (address) await look(address)
  } finally {
    running.signal('SIGINT')
  }
  return running.ended
}

async function page(address: string): Promise<void> {
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const answer = await fetch(address)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(/<!doctype html>/i)
}

test('start: sample data, the job, the page; a second start takes in nothing, and serves', async () => {
  const dir = join(folder, 'demo')
  const args = ['start', '--dir', dir, '--port', '0', '--days', '1', '--contacts-per-day', '5']
  const first = await served(args, page)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/^ {2}read +[\d,]+ {2}records in \d+ objects\n/)
  // What was read, and what was derived from it.
  expect(await historyOf(join(dir, 'lake'))).toHaveLength(2)
  const raw = treeOf(join(dir, 'raw'))
  const newest = async (): Promise<string> => {
    const last = 'SELECT max(arrived_at) AS arrived_at FROM ledger'
    return cli.done(['query', last, '--lake', join(dir, 'lake'), '--format', 'csv'])
  }
  expect(await newest()).toMatch(/2025-07-15.1[0-3]:/)

  const second = await served(args, page)
  expect(second).toMatchObject({ code: 0, err: '' })
  expect(second.out).toMatch(/^Nothing is new: the lake has all of it\.\n/)
  // What was read, and what was derived from it.
  expect(await historyOf(join(dir, 'lake'))).toHaveLength(2)
  expect(treeOf(join(dir, 'raw'))).toEqual(raw)

  // As it is told, the rest of the day comes.
  const told = /connect-lake (run --raw .*)$/m.exec(first.out)?.[1] ?? ''
  expect(JSON.parse(await cli.done([...told.split(' '), '--json']))).toMatchObject({
    replaced: expect.any(Number),
  })
  expect(await newest()).not.toMatch(/2025-07-15.1[0-3]:/)

  // The lake of the demo is one like others.
  const lake = join(dir, 'lake')
  expect(await served(['serve', '--lake', lake, '--port', '0'], page)).toMatchObject({ code: 0, err: '' })

  const other = createServer()
  await new Promise<void>(listening => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as { port: number }
  const taken = await failure(cli.call(['serve', '--lake', lake, '--port', String(port)]))
  other.close()
  expect(taken).toMatchObject({ value: String(port), what: expect.stringContaining('taken') })
})

test('simulate: the same seed gives the same, and a run counts what the simulator says it wrote', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  const flags = ['--days', '1', '--contacts-per-day', '20', '--seed', '3', '--json']
  const written = await Promise.all([one, two].map(out => cli.done(['simulate', '--out', out, ...flags])))
  expect(written[0]).toBe(written[1])
  const withoutTimes = (tree: readonly string[]): readonly string[] =>
    tree.map(line => line.split(' ')).map(words => `${words[0]} ${words.at(-1)}`)
  expect(withoutTimes(treeOf(one))).toEqual(withoutTimes(treeOf(two)))

  const { contact_records: contacts, agent_events: events } = JSON.parse(written[0] as string)
  const report = JSON.parse(await cli.done(['run', '--raw', one, '--lake', join(folder, 'lake'), '--json']))
  expect(report).toMatchObject({
    read: contacts.emissions + events.emissions,
    duplicate: contacts.duplicates + events.duplicates,
    superseded: contacts.superseded,
    quarantined: contacts.damaged + events.damaged,
  })
  expect(report.accepted).toBe(report.read - report.duplicate - report.superseded - report.quarantined)
})
