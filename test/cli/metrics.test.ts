import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { agentOn } from '../fixture/agent-events.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const lake = join(folder, 'lake')

const golden = (name: string): string =>
  readFileSync(new URL(`../metrics/golden/${name}/contact-records.jsonl`, import.meta.url), 'utf8')

// 4 March 2025: four queued, one of them abandoned at 12 s; 7 March: agent events alone; and a simulated contact.
const abandoned = golden('02-abandoned-within-the-threshold')
const more = {
  LastUpdateTimestamp: '2025-03-04T12:00:00Z',
  InitiationTimestamp: '2025-03-04T11:00:00Z',
  DisconnectTimestamp: '2025-03-04T11:05:00Z',
  SegmentAttributes: { 'connect:ValidationTestType': { ValueString: 'EXPERIENCE_VALIDATION' } },
}
const simulated = JSON.stringify(contactRecord({ id: 'simulated', more }))
const key = '2025/03/04/11/records'

beforeAll(async () => {
  const raw = writeTree(join(folder, 'raw'), { [key]: Buffer.from(abandoned + simulated) })
  await cli.done(['run', '--raw', raw, '--lake', lake])
})

const query = (names: string, ...flags: string[]) => ['metrics', 'query', names, '--lake', lake, ...flags]

describe('metrics query', () => {
  test('json: one object for each group, its keys as they were asked for', async () => {
    const out = await cli.done(
      query('contacts_queued,service_level:20', '--by', 'queue,day', '--format', 'json'),
    )
    expect(JSON.parse(out)).toEqual([
      { queue: 'Sales', day: '2025-03-04', contacts_queued: 4, 'service_level:20': 50 },
    ])
  })

  test('csv', async () => {
    const out = await cli.done(
      query(
        'abandonment_rate,max_queued_time',
        '--by',
        'channel',
        '--format',
        'csv',
        '--where',
        'queue=Sales',
      ),
    )
    expect(out).toBe('channel,abandonment_rate,max_queued_time\nVOICE,25,21\n')
  })

  test('a table, with units; what cannot be divided is a dash', async () => {
    const out = await cli.done(query('avg_abandon_time,avg_hold_time,avg_messages'))
    expect(out.split('\n').map(line => line.trim().split(/ {2,}/))).toEqual([
      ['avg_abandon_time (s)', 'avg_hold_time (s)', 'avg_messages'],
      expect.arrayContaining([expect.stringMatching(/─+/)]),
      ['12.00', '0.00', '–'],
      [''],
    ])
  })

  test.each([
    ['sales', 'queue is never sales in this period: near are Sales'],
    ['Nobody knows', 'queue is never Nobody knows in this period: there are Sales'],
  ])('a filter that nothing passes, queue=%s: what there is, the near first', async (value, says) => {
    const { code, err } = await cli.call(query('contacts_queued', '--where', `queue=${value}`))
    expect(code).toBe(0)
    expect(err.split('\n')[1]).toBe(says)
  })

  test('without data there is no group, and it is said', async () => {
    const ended = await cli.call(
      query('contacts_handled', '--from', '2024-01-01', '--to', '2024-02-01', '--format', 'json'),
    )
    expect(ended).toMatchObject({ code: 0, out: '[]\n' })
    expect(ended.err).toBe(
      'no data from 2024-01-01 to before 2024-02-01 (UTC); the lake has data from 2025-03-04 to 2025-03-04\n',
    )
  })

  test('--explain prints the SQL, which gives the same when it is asked', async () => {
    const asked = query('contacts_handled,percentile_queue_time:50', '--by', 'queue', '--tz', 'Asia/Kolkata')
    const sql = await cli.done([...asked, '--explain'])
    const [own] = JSON.parse(await cli.done(['query', '--lake', lake, '--format', 'json', sql]))
    const [row] = JSON.parse(await cli.done([...asked, '--format', 'json']))
    expect(row).toEqual({ queue: 'Sales', contacts_handled: 3, 'percentile_queue_time:50': 12 })
    expect(Object.values(own)).toEqual(Object.values(row))
  })

  test('what is not made so is refused, with the reason', async () => {
    const error = await failure(cli.call(query('agent_occupancy', '--by', 'queue')))
    expect(error.what).toMatch(/not divided among queues/)
    expect(error.allowed).toMatch(/agent, /)
  })
})

test('metrics list and show lead from a name to its definition', async () => {
  const list = await cli.done(['metrics'])
  expect(list).toMatch(/^service_level:X +% +SERVICE_LEVEL +Of the contacts queued/m)
  const all = JSON.parse(await cli.done(['metrics', 'list', '--json'])) as {
    name: string
    connect: string | null
  }[]
  expect(all.find(({ name }) => name === 'avg_handle_time')).toMatchObject({
    connect: 'AVG_HANDLE_TIME',
    unit: 's',
  })
  const shown = await cli.done(['metrics', 'show', 'service_level:30'])
  expect(shown).toContain('count_if(queue_duration_s < 30)')
  expect(shown).toContain('service_level_answered:X')
})

describe('why', () => {
  const why = ['why', 'abandonment_rate', '--lake', lake, '--by', 'queue,day', '--value', 'Sales,2025-03-04']

  test('a number is followed to its sums, its contacts, and their places in the raw object', async () => {
    const answer = JSON.parse(await cli.done([...why, '--json']))
    expect(answer).toMatchObject({
      value: 25,
      numerator: 1,
      denominator: 4,
      group: { queue: 'Sales', day: '2025-03-04' },
    })
    expect(answer.rows).toEqual({
      in_scope: 5,
      counted: 4,
      in_numerator: 1,
      in_denominator: 4,
      in_neither: 0,
    })
    expect(answer.left_out).toEqual([{ rule: expect.stringContaining('Simulated'), rows: 1 }])
    expect(answer.behind).toHaveLength(4)
    const [first] = answer.behind
    expect(first).toMatchObject({ in_numerator: true, row: { contact_id: 'gave-up' } })
    // The first record of the object.
    const byte_length = Buffer.byteLength(abandoned.split('\n')[0] as string)
    expect(first.records).toEqual([{ id: 'gave-up', source_object: key, byte_offset: 0, byte_length }])
    const second = answer.behind[1]
    const line = abandoned.split('\n').find(each => each.includes(`"${second.row.contact_id}"`)) as string
    expect(second.records[0].byte_offset).toBe(Buffer.byteLength(abandoned.slice(0, abandoned.indexOf(line))))
    expect(answer.completeness).toMatchObject({
      raw_objects: 1,
      records_read: 5,
      records_accepted: 5,
      complete: false,
    })
  })

  test('in words', async () => {
    const text = await cli.done([...why, '--limit', '2'])
    expect(text).toMatch(/^abandonment_rate = 25\.00 %\n/)
    expect(text).toMatch(/made of +1 {2}contacts_abandoned: .*\n +÷ 4 {2}contacts_queued: /)
    expect(text).toMatch(
      /rows +4 counted: 1 add to the numerator, 4 to the denominator; 0 add nothing\n +1 left out: Simulated/,
    )
    expect(text).toMatch(/complete +not yet: the newest raw object arrived at 2025-03-04/)
    expect(text).toContain('Rows behind it (the first, 2 of 4, more with --limit); times are UTC:')
  })

  test('a raw object that is gone leaves the row and its object', async () => {
    const answer = JSON.parse(
      await cli.done(['why', 'max_queued_time', '--lake', lake, '--json', '--limit', '1']),
    )
    expect(answer).toMatchObject({
      value: 21,
      behind: [{ row: { contact_id: 'waited-21', queue_duration_s: 21 } }],
    })
  })

  test('a percentile begins with the row at its rank', async () => {
    const asked = ['why', 'percentile_queue_time:50', '--lake', lake]
    const answer = JSON.parse(await cli.done([...asked, '--json']))
    // Waits of 10, 12, 20 and 21 s: the second of four is the first that half of them do not exceed.
    expect(answer.value).toBe(12)
    const waits = answer.behind.map(({ row }: { row: Record<string, number> }) => row.queue_duration_s)
    expect(waits).toEqual([12, 20, 21])
    expect(await cli.done(asked)).toContain('Number 2 of 4 values')
  })

  test('a group without rows has no answer', async () => {
    const ended = await cli.call([
      'why',
      'contacts_handled',
      '--lake',
      lake,
      '--by',
      'queue',
      '--value',
      'Moon',
    ])
    expect(ended).toMatchObject({ code: 0, out: '' })
    expect(ended.err).toMatch(/^no data/)
  })

  test('as many values as groupings', async () => {
    const { code, err } = await cli.call([
      'why',
      'contacts_handled',
      '--lake',
      lake,
      '--by',
      'queue,day',
      '--value',
      'Sales',
    ])
    expect(code).toBe(2)
    expect(err).toMatch(/the group is not clear/)
  })
})

describe('why, of what is made of several records', () => {
  const journeys = join(folder, 'journeys')
  const leg = (id: string, at: string, from?: string, endpoint = '+441632960001') => {
    const [begun, ended] = [`2025-07-${at}:00:00Z`, `2025-07-${at}:05:00Z`]
    return contactRecord({
      id,
      more: {
        InitiationTimestamp: begun,
        DisconnectTimestamp: ended,
        LastUpdateTimestamp: ended,
        InitiationMethod: from ? 'TRANSFER' : 'INBOUND',
        ...(from ? { PreviousContactId: from, InitialContactId: from } : {}),
        CustomerEndpoint: { Address: endpoint, Type: 'TELEPHONE_NUMBER' },
      },
    })
  }

  beforeAll(async () => {
    // A call that is transferred, the same customer a day later, and one nobody knows.
    const records = [
      ...[leg('first', '01T10'), leg('second', '01T11', 'first'), leg('again', '02T10')],
      leg('nobody', '02T12', undefined, 'anonymous'),
    ]
    const text = records.map(record => JSON.stringify(record)).join('\n')
    const raw = writeTree(join(folder, 'raw-journeys'), { '2025/07/01/11/records': Buffer.from(text) })
    await cli.done(['run', '--raw', raw, '--lake', journeys, '--no-derive'])
  })

  const idsOf = (answer: { behind: { records: { id: string }[] }[] }) =>
    answer.behind.map(({ records }) => records.map(({ id }) => id).sort())

  test('what is not derived yet is said', async () => {
    const ended = await cli.call(['metrics', 'query', 'journeys', '--lake', journeys])
    expect(ended).toMatchObject({ code: 0, out: '' })
    expect(ended.err).toMatch(/not up to date: .* run: connect-lake run/)
    // Contacts are what arrived.
    const contacts = await cli.call(['metrics', 'query', 'contacts_created', '--lake', journeys])
    expect(contacts.err).toBe('')
    await cli.done(['run', '--raw', join(folder, 'raw-journeys'), '--lake', journeys])
    expect((await cli.call(['metrics', 'query', 'journeys', '--lake', journeys])).err).toBe('')
  })

  test('a journey leads to all of its legs', async () => {
    const asked = ['why', 'journeys', '--lake', journeys, '--by', 'day', '--value', '2025-07-01', '--json']
    expect(idsOf(JSON.parse(await cli.done(asked)))).toEqual([['first', 'second']])
    const few = JSON.parse(await cli.done([...asked, '--limit', '1']))
    expect(few.behind[0]).toMatchObject({ records: [{ id: 'first' }], records_in_all: 2 })
  })

  test('a repeat leads to what it repeats, and says who was left out', async () => {
    const answer = JSON.parse(
      await cli.done([
        ...['why', 'repeat_contacts:3', '--lake', journeys],
        ...['--by', 'day', '--value', '2025-07-02', '--json'],
      ]),
    )
    expect(answer.value).toBe(1)
    expect(idsOf(answer)).toEqual([['again', 'first', 'second']])
    expect(answer.left_out).toEqual([{ rule: expect.stringContaining('not known'), rows: 1 }])
  })
})

describe('why, of agent time', () => {
  test('a quarter of an hour leads to the events that began each piece of it, and no others', async () => {
    const at_work = join(folder, 'agents')
    const available = { status: 'Available', since: '10:01' }
    const lunch = { status: 'Lunch', since: '10:20' }
    const { events } = agentOn('2025-07-02', 'ada')
      .change('10:01', { status: 'Offline', since: '08:00' }, available)
      .beat('10:10', available)
      .change('10:20', available, lunch)
      .beat('10:25', lunch)
      .change('10:40', lunch, { status: 'Offline', since: '10:40' })
    const text = events.map(event => JSON.stringify(event)).join('\n')
    const raw = writeTree(join(folder, 'raw-agents'), { '2025/07/02/10/events': Buffer.from(text) })
    await cli.done(['run', '--raw', raw, '--lake', at_work])
    const answer = JSON.parse(
      await cli.done([
        ...['why', 'sum_online_time_agent', '--lake', at_work],
        ...['--by', 'agent,fifteen_min', '--value', 'ada,2025-07-02 10:15:00', '--json'],
      ]),
    )
    expect(answer.value).toBe(900)
    // Available since 10:01, Lunch since 10:20: not the heartbeats, and nothing that came after.
    const began = [events[0], events[2]].map(event => (event as { EventId: string }).EventId)
    expect(answer.behind).toHaveLength(1)
    expect(answer.behind[0].records.map(({ id }: { id: string }) => id).sort()).toEqual(began.sort())
  })
})
