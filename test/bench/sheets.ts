import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Facts } from '../../dashboards/local/facts.ts'
import type { PageDashboard, PageSheet } from '../../dashboards/local/model.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import { contactAttributeColumn } from '../../sql/contact-attribute.ts'
import { type Drawn, looker } from './drawn.ts'
import { manyContacts } from './many-contacts.ts'
import type { Course } from './races.ts'
import { megabytes } from './report.ts'
import { median } from './rounds.ts'
import { serving } from './serving.ts'

/** What a reader waits for. */
const GOAL_FIRST_S = 1.5
const GOAL_CHANGE_S = 0.7

type Values = Facts['values']

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
function changes(
  values: Values,
  dashboard: PageDashboard,
  sheet: PageSheet,
  count: number,
  of: 'columns' | 'attribute',
): readonly string[] {
  const attribute = contactAttributeColumn(ATTRIBUTE)
  const lists = dashboard.filters.filter(
    ({ kind, name, visuals }) =>
      kind === 'list' &&
      (name === attribute) === (of === 'attribute') &&
      sheet.visuals.some(({ id }) => visuals.includes(id)),
  )
  const of_each = lists.map(({ name }) =>
    (values[name]?.listed ?? []).flatMap(({ value }) =>
      value === null ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    ),
  )
  const longest = Math.max(0, ...of_each.map(({ length }) => length))
  // The most frequent of each list, then the next of each: those that leave most rows.
  const in_turn = Array.from({ length: longest }, (_, i) => of_each.flatMap(each => each[i] ?? []))
  return in_turn.flat().slice(0, count)
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

/** The sheet as it is opened on a server that has just been started, which is asked for the lists of its filters as well. */
async function opening(url: string, dashboard: PageDashboard, asked: string): Promise<[Waited, Facts]> {
  return await Promise.all([answered(asked), json<Facts>(`${url}/api/facts?dashboard=${dashboard.id}`)])
}

/** Every sheet over a lake of many contacts: the first look, and what follows a change of a filter. */
export async function sheets(course: Course): Promise<readonly string[]> {
  const { commands, sizes, at, say } = course
  const { lake, contacts } = await manyContacts(course)
  const config = join(at.folder, 'sheets.config.json')
  await writeFile(config, JSON.stringify({ contact_attributes: [{ name: ATTRIBUTE, personal: false }] }))
  const start = () => serving([...commands.lake, '--config', config, 'serve', '--lake', lake, '--port', '0'])
  const rows: string[] = []
  const changes_s: number[] = []
  const peaks_bytes: number[] = []
  const over: Over = { first: [], change: [] }

  const browser = await looker()
  async function measured(dashboard: PageDashboard, sheet: PageSheet): Promise<void> {
    const server = await start()
    try {
      const asked = `${server.url}/api/sheet?dashboard=${dashboard.id}&sheet=${sheet.id}`
      const before_s = server.processor_s()
      const [opened, { values }] = await opening(server.url, dashboard, asked)
      const between_s = server.processor_s()
      const filters = changes(values, dashboard, sheet, 12, 'columns')
      const changed: Waited[] = []
      for (const filter of filters) changed.push(await answered(`${asked}&${filter}`))
      const after_s = server.processor_s()
      const chosen: Waited[] = []
      for (const filter of changes(values, dashboard, sheet, 4, 'attribute'))
        chosen.push(await answered(`${asked}&${filter}`))
      peaks_bytes.push(server.peak_rss_bytes() ?? Number.NaN)
      const drawn = await looked(dashboard, sheet, filters.slice(0, 5))
      const name = `${dashboard.title}: ${sheet.title}`
      if (drawn.first_s > GOAL_FIRST_S) over.first.push(name)
      if ((drawn.change_s ?? 0) > GOAL_CHANGE_S) over.change.push(name)
      if (drawn.change_s !== undefined) changes_s.push(drawn.change_s)
      const middle = (of: readonly Waited[]) =>
        seconds(of.length > 0 ? median(of.map(({ last_s }) => last_s)) : undefined)
      const spent_s = filters.length > 0 ? spent(between_s, after_s, filters.length) : undefined
      const cells = [
        name,
        sheet.visuals.length,
        `**${seconds(drawn.first_s)}**`,
        seconds(drawn.last_s),
        `**${seconds(drawn.change_s)}**`,
        `${seconds(opened.first_s)}, ${seconds(opened.last_s)}`,
        seconds(spent(before_s, between_s)),
        middle(changed),
        seconds(spent_s),
        middle(chosen),
      ]
      say(`  ${cells.join(' | ')}`)
      rows.push(`| ${cells.join(' | ')} |`)
    } finally {
      server.stop()
    }
  }
  const opened_s: number[] = []
  /** The same on another server that has opened the lake since it was started, as somebody sees it. */
  async function looked(
    dashboard: PageDashboard,
    sheet: PageSheet,
    filters: readonly string[],
  ): Promise<Drawn> {
    const server = await start()
    try {
      opened_s.push((await server.idle()) ?? Number.NaN)
      return await browser.look(`${server.url}/${dashboard.id}/${sheet.id}`, filters)
    } finally {
      server.stop()
    }
  }

  const server = await start()
  const dashboards = await json<readonly PageDashboard[]>(`${server.url}/api/dashboards`).finally(server.stop)
  try {
    for (const dashboard of dashboards) for (const sheet of dashboard.sheets) await measured(dashboard, sheet)
  } finally {
    await browser.close()
  }
  return [
    `${contacts} contacts in ${sizes.copied.weeks * 7} days; each sheet shows its newest days, as it does to begin with. Nobody has looked at it before: it has a server of its own, which has opened the lake (${seconds(median(opened_s))} after it said its address).`,
    `Goals of each sheet on 2 quiet cores: ${GOAL_FIRST_S} s until the first visual is drawn, ${GOAL_CHANGE_S} s after a change of a filter until the last is, at the median.`,
    `Over the first: ${listed(over.first)}. Over the second: ${listed(over.change)}; the median of the sheets is ${seconds(median(changes_s))}.`,
    '',
    '| sheet | visuals | first drawn | all drawn | filter changed, all drawn | rows: first, all | processor | filter changed: rows | processor | attribute chosen: rows |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    'Drawn: in a browser on the same cores, from the address to the picture; a change of a filter is the median of up to 5. Rows: from the question of the page to the rows of a visual, without a browser, on a server that was started at that moment; a change is the median of up to 12, to the most frequent values of each list that acts on the sheet, and its processor time the mean; a contact attribute is the median of up to 4 values, and there is no goal for it. The processor time of the first look has the values of all lists in it, for which only those visuals wait whose colours follow them.',
    `Peak memory of the server, with the engine's limit of 1 GiB: ${megabytes(Math.max(...peaks_bytes))}.`,
  ]
}
