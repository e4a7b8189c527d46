import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageDashboard } from '../../dashboards/local/model.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import { contactAttributeColumn } from '../../sql/contact-attribute.ts'
import { manyContacts } from './many-contacts.ts'
import type { Course } from './races.ts'
import { megabytes } from './report.ts'
import { median } from './rounds.ts'

/** What a reader waits for. */
const GOAL_FIRST_S = 1.5
const GOAL_CHANGE_S = 0.7

/** What Linux counts processor time in. */
const TICKS_PER_S = 100

interface Facts {
  readonly values: Readonly<Record<string, readonly { readonly value: string | null }[]>>
}

/** The command that serves the page, until it is stopped. */
async function serving(command: readonly string[]) {
  const [program, ...args] = command
  const child = spawn(program as string, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((found, failed) => {
    let printed = ''
    child.on('close', code => failed(new Error(`${command.join(' ')} ended with ${code}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
      if (address) found(address)
    })
  })
  return {
    url,
    /** Highest resident memory so far, bytes; undefined where the system does not tell. */
    peak_rss_bytes(): number | undefined {
      try {
        const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
        return kib === undefined ? undefined : Number(kib) * 1024
      } catch {
        return undefined
      }
    },
    /** Processor time so far, seconds, of user and system; undefined where the system does not tell. */
    processor_s(): number | undefined {
      try {
        const [, ticks = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')
        const [user, system] = ticks.split(' ').slice(11, 13).map(Number) as [number, number]
        return (user + system) / TICKS_PER_S
      } catch {
        return undefined
      }
    },
    stop: () => child.kill(),
  }
}

/** Seconds from the question about a sheet. */
interface Waited {
  /** Until the rows of the first visual are there. */
  readonly first_s: number
  /** Until those of the last are. */
  readonly last_s: number
}

/** Waits for all of a sheet. Throws when one of its visuals has a problem. */
async function answered(url: string): Promise<Waited> {
  const started = process.hrtime.bigint()
  const since = () => Number(process.hrtime.bigint() - started) / 1e9
  const { body, status } = await fetch(url)
  if (!body || status !== 200) throw new Error(`${url}: ${status}`)
  const chunks = body as unknown as AsyncIterable<Uint8Array>
  let first_s: number | undefined
  for await (const { head } of decodeFrames(chunks)) {
    if (head.type === 'problem') throw new Error(`${url}: ${head.problem.what} ${head.problem.value ?? ''}`)
    if (head.type === 'result') first_s ??= since()
  }
  const last_s = since()
  return { first_s: first_s ?? last_s, last_s }
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

/** The contact attribute that every simulated flow sets. */
const ATTRIBUTE = 'reason'

/** Addresses that each filter the sheet in another way: by single values of its first lists, or by those of the attribute. */
async function changes(
  base: string,
  dashboard: PageDashboard,
  count: number,
  of: 'columns' | 'attribute',
): Promise<readonly string[]> {
  const facts = await json<Facts>(`${base}/api/facts?dashboard=${dashboard.id}`)
  const attribute = contactAttributeColumn(ATTRIBUTE)
  const lists = dashboard.filters.filter(
    ({ kind, name }) => kind === 'list' && (name === attribute) === (of === 'attribute'),
  )
  const each = lists.flatMap(({ name }) =>
    (facts.values[name] ?? []).flatMap(({ value }) =>
      value === null ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    ),
  )
  return each.slice(0, count)
}

const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(2)} s`)

/** Sheets that take longer than they should, by the goal. */
interface Over {
  readonly first: string[]
  readonly change: string[]
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : `**${names.join(', ')}**`)

/** What was used between two readings, for each of so many. */
const spent = (from: number | undefined, to: number | undefined, times = 1): number | undefined =>
  from === undefined || to === undefined ? undefined : (to - from) / times

/** Every sheet over a lake of many contacts: the first look, and what follows a change of a filter. */
export async function sheets(course: Course): Promise<readonly string[]> {
  const { commands, sizes, at, say } = course
  const { lake, contacts } = await manyContacts(course)
  const config = join(at.folder, 'sheets.config.json')
  await writeFile(config, JSON.stringify({ contact_attributes: [{ name: ATTRIBUTE, personal: false }] }))
  const server = await serving([...commands.lake, '--config', config, 'serve', '--lake', lake, '--port', '0'])
  const rows: string[] = []
  const changes_s: number[] = []
  const over: Over = { first: [], change: [] }
  try {
    const dashboards = await json<readonly PageDashboard[]>(`${server.url}/api/dashboards`)
    for (const dashboard of dashboards) {
      const filters = await changes(server.url, dashboard, 12, 'columns')
      const byAttribute = await changes(server.url, dashboard, 4, 'attribute')
      for (const sheet of dashboard.sheets) {
        const asked = `${server.url}/api/sheet?dashboard=${dashboard.id}&sheet=${sheet.id}`
        const before_s = server.processor_s()
        const opened = await answered(asked)
        const between_s = server.processor_s()
        const changed: Waited[] = []
        for (const filter of filters) changed.push(await answered(`${asked}&${filter}`))
        const after_s = server.processor_s()
        const chosen: Waited[] = []
        for (const filter of byAttribute) chosen.push(await answered(`${asked}&${filter}`))
        const attribute_s = median(chosen.map(({ last_s }) => last_s))
        const change_s = median(changed.map(({ last_s }) => last_s))
        if (changed.length > 0) changes_s.push(change_s)
        const name = `${dashboard.title}: ${sheet.title}`
        if (opened.first_s > GOAL_FIRST_S) over.first.push(name)
        if (change_s > GOAL_CHANGE_S) over.change.push(name)
        say(
          `  ${dashboard.id}/${sheet.id}: ${opened.last_s.toFixed(2)} s, then ${change_s.toFixed(2)} s, ${attribute_s.toFixed(2)} s`,
        )
        const cells = [
          name,
          sheet.visuals.length,
          `**${seconds(opened.first_s)}**`,
          seconds(opened.last_s),
          seconds(spent(before_s, between_s)),
          ...(changed.length > 0 ? [`**${seconds(change_s)}**`] : ['–']),
          ...(changed.length > 0 ? [seconds(spent(between_s, after_s, changed.length))] : ['–']),
          ...(chosen.length > 0 ? [seconds(attribute_s)] : ['–']),
        ]
        rows.push(`| ${cells.join(' | ')} |`)
      }
    }
    return [
      `${contacts} contacts in ${sizes.copied.weeks * 7} days; each sheet shows its newest days, as it does to begin with.`,
      `Goals of each sheet on 2 quiet cores: ${GOAL_FIRST_S} s until the first visual, ${GOAL_CHANGE_S} s after a change of a filter until the last.`,
      `Over the first: ${listed(over.first)}. Over the second: ${listed(over.change)}; the median of the sheets is ${seconds(median(changes_s))}.`,
      '',
      '| sheet | visuals | first visual | all visuals | processor | filter changed, all visuals | processor | attribute chosen, all visuals |',
      '|---|---:|---:|---:|---:|---:|---:|---:|',
      ...rows,
      '',
      'From the question of the page to the rows of a visual; drawing is not in it. A change of a filter is the median of up to 12, each to another value; its processor time the mean. A contact attribute is the median of up to 4 values; there is no goal for it.',
      `Peak memory of the server, with the engine's limit of 1 GiB: ${megabytes(server.peak_rss_bytes())}.`,
    ]
  } finally {
    server.stop()
  }
}
