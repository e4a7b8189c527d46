import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readSettings, writeSettings } from '../../dashboards/local/address.ts'
import { isChart } from '../../dashboards/page/pictures/pictures.ts'
import { svgOf } from '../../dashboards/page/svg.ts'
import { sqlFor } from './asked.ts'
import { contactTable, type Value } from './contact-table.ts'
import { gallery, galleryVisuals } from './gallery/gallery.ts'
import { DAYS, pageVisuals, setting, shownOf } from './gallery/shown.ts'
import { overview, sqlOf, visuals } from './overview.ts'

const data = { from: '2025-07-01', to: '2025-07-01' }

/** Quotes, comments, statements, other scripts, long ones; and anything at all. */
const nasty = fc
  .oneof(
    fc.constantFrom(
      "'",
      "''",
      "\\'",
      "' OR '1'='1",
      "'; DROP TABLE contact; --",
      "') UNION SELECT * FROM quarantine --",
      '/* */',
      '$$',
      '\u2019\u02bc\uff07',
      '\u202egnp.exe',
      'two\nlines',
      '\ttabs\r\n',
      '\u0001\u001b[31m\u007f\u0085',
      '%_\\',
      '💥'.repeat(10),
      'x'.repeat(10_000),
      "'".repeat(10_000),
    ),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 50 }),
  )
  .filter(text => !/\0|\p{Surrogate}/u.test(text))

const values = fc.uniqueArray(nasty, { minLength: 1, maxLength: 4 })

const addressOf = (queue: readonly string[], agent: readonly string[]): string =>
  String(
    writeSettings(overview, {
      days: undefined,
      choices: { queue: { values: queue, none: false }, agent: { values: agent, none: true } },
      picked: {},
      parameters: {},
      drills: {},
    }),
  )

/** The SQL with every literal replaced by its kind. */
const structure = (sql: string): string => sql.replace(/'(?:[^']|'')*'/g, '?')

test('no value of a filter changes the structure of any statement', () => {
  fc.assert(
    fc.property(values, values, (queue, agent) => {
      const tame = (list: readonly string[]): string[] => list.map((_, i) => `v${i}`)
      for (const { id } of visuals)
        expect(structure(sqlOf(id, addressOf(queue, agent), data))).toBe(
          structure(sqlOf(id, addressOf(tame(queue), tame(agent)), data)),
        )
    }),
    { numRuns: 150 },
  )
})

test('nor of any kind of visual', () => {
  fc.assert(
    fc.property(values, queue => {
      const address = (list: readonly string[]): string =>
        String(new URLSearchParams(list.map(each => ['queue', each])))
      for (const { id } of galleryVisuals)
        expect(structure(sqlFor(gallery, id, address(queue), data))).toBe(
          structure(sqlFor(gallery, id, address(queue.map((_, i) => `v${i}`)), data)),
        )
    }),
    { numRuns: 40 },
  )
})

test('names in the data are drawn as text, whatever they are', async () => {
  const hostile = [
    "<img src=x onerror='alert(1)'>",
    '{b}{name|x}',
    'All',
    '=1+1',
    'x'.repeat(5_000),
    '\u202egnp',
  ]
  const asked = await contactTable(
    hostile.map((queue_name, i) => ({
      ...{ contact_date: '2025-07-03', interval_start: '2025-07-03 09:00:00', is_queued: true },
      ...{ queue_name, agent_username: queue_name, disconnect_reason: queue_name, channel: queue_name },
      ...{ is_handled: i % 2 > 0, is_abandoned: i % 2 === 0, handle_time_s: 60 + i, queue_duration_s: i },
    })),
  )
  for (const visual of pageVisuals.filter(isChart)) {
    const svg = svgOf(visual, { rows: await shownOf(asked, visual.id), days: DAYS }, setting)
    expect(svg).not.toContain('<img')
    expect(svg).not.toMatch(/NaN|undefined/)
  }
})

let ask: (sql: string) => Promise<Record<string, Value>[]>

beforeAll(async () => {
  ask = await contactTable([{ queue_name: 'Sales' }, { queue_name: "O'Brien" }, { queue_name: null }])
})

test('every statement runs, and finds nothing but rows with the value', async () => {
  await fc.assert(
    fc.asyncProperty(values, async queue => {
      const rows = await ask(sqlOf('contact-volume', addressOf(queue, []).replace('agent_none=1', ''), data))
      const hits = queue.filter(value => ['Sales', "O'Brien"].includes(value)).length
      expect(rows.reduce((total, row) => total + Number(row.contacts_created), 0)).toBe(hits)
    }),
    { numRuns: 100 },
  )
  expect(await ask(sqlOf('contact-volume', 'queue=O%27Brien', data))).toMatchObject([{ contacts_created: 1 }])
})

test('settings survive the address', () => {
  fc.assert(
    fc.property(
      values,
      values,
      fc.boolean(),
      fc.integer({ min: 0, max: 100 }),
      (queue, agent, none, target) => {
        const settings = {
          days: { from: '2025-07-01', to: undefined },
          choices: { queue: { values: queue, none }, agent: { values: agent, none: !none } },
          picked: { queue: 'abandonment-by-queue' },
          parameters: { service_level_target: target },
          drills: {},
        }
        const written = String(writeSettings(overview, settings))
        expect(readSettings(overview, new URLSearchParams(written))).toEqual(settings)
      },
    ),
  )
})

test.each([
  ['from=yesterday', 'yesterday'],
  ['from=2025-02-30', '2025-02-30'],
  ['from=2025-13-01', '2025-13-01'],
  ["from=2025-07-01'--", "2025-07-01'--"],
  ['from=2025-07-02&to=2025-07-01', '2025-07-02 to 2025-07-01'],
  ['queue=a%00b', '"a\\u0000b"'],
  ['queue_none=yes', 'yes'],
  ['service_level_target=', ''],
  ['service_level_target=101', '101'],
  ['service_level_target=1e999', '1e999'],
  ['service_level_target=NaN', 'NaN'],
])('%s is refused', (search, value) => {
  expect(() => readSettings(overview, new URLSearchParams(search))).toThrow(
    expect.objectContaining({ name: 'LakeError', value, remedy: expect.stringContaining('filter') }),
  )
})
