import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const good = (id: string): string => JSON.stringify(contactRecord({ id }))

interface Loaded {
  readonly lake: TestLake
  /** What became of the records of the object. */
  readonly counts: Record<'read' | 'accepted' | 'duplicate' | 'superseded' | 'quarantined', number>
  /** The contacts that got in. */
  readonly contacts: readonly string[]
  readonly quarantine: readonly {
    readonly reason: string
    readonly detail: string
    readonly byte_offset: number
    readonly byte_length: number
    readonly record_text: string
  }[]
}

/** Loads objects in one run; gives what became of each, by name. */
async function loadAll<N extends string>(
  objects: Readonly<Record<N, Buffer | string>>,
): Promise<Readonly<Record<N, Loaded>>> {
  const lake = testLake(folder)
  for (const [name, content] of Object.entries<Buffer | string>(objects)) lake.add(name, content)
  const report = await lake.run()
  expect(report.objects).toBe(Object.keys(objects).length)
  const contacts = await lake.rows<{ contact_id: string; source_object: string }>(
    'SELECT contact_id, source_object FROM contact_record ORDER BY 1',
  )
  const quarantine = await lake.rows<Loaded['quarantine'][number] & { object_key: string }>(
    'SELECT object_key, reason, detail, byte_offset, byte_length, record_text FROM quarantine ORDER BY byte_offset',
  )
  const ledger = await lake.rows<Loaded['counts'] & { object_key: string }>(
    `SELECT object_key, sum(read) AS read, sum(accepted) AS accepted, sum(duplicate) AS duplicate,
       sum(superseded) AS superseded, sum(quarantined) AS quarantined FROM ledger GROUP BY 1`,
  )
  const of = (name: string): Loaded => {
    const counts = ledger.find(({ object_key }) => object_key === name) as Loaded['counts']
    expect(counts.read, name).toBe(
      counts.accepted + counts.duplicate + counts.superseded + counts.quarantined,
    )
    return {
      lake,
      counts,
      contacts: contacts
        .filter(({ source_object }) => source_object === name)
        .map(({ contact_id }) => contact_id),
      quarantine: quarantine.filter(({ object_key }) => object_key === name),
    }
  }
  return Object.fromEntries(Object.keys(objects).map(name => [name, of(name)])) as Record<N, Loaded>
}

/** Loads one object. */
async function load(content: Buffer | string): Promise<Loaded> {
  return (await loadAll({ object: content })).object
}

describe('a damaged record goes to the quarantine, its neighbours get in', () => {
  const cut = good('bad').slice(0, 300)
  const cases: Record<string, [bad: string | Buffer, reason: string]> = {
    'cut short': [cut, 'not_json'],
    'a lost opening quote': [good('bad').replace('"Username":"dan"', '"Username":dan"'), 'not_json'],
    'a lost closing quote': [good('bad').replace('"Username":"dan"', '"Username":"dan'), 'not_json'],
    'stray bytes': ['\u0001\u0002xyz', 'not_json'],
    'invalid UTF-8': [Buffer.from(good('bad').replace('Sales', 'S\u00ff'), 'latin1'), 'invalid_utf8'],
    'half a character': [good('bad').replace('Sales', '\\ud800'), 'unpaired_surrogate'],
    'no known source': ['{"hello":"world"}', 'unknown_source'],
    'a number for a key': [good('bad').replace('"ContactId":"bad"', '"ContactId":7'), 'unreadable_key'],
    'no key': [good('bad').replace('"ContactId":"bad",', ''), 'missing_key'],
    'a null key': [good('bad').replace('"ContactId":"bad"', '"ContactId":null'), 'missing_key'],
    'an unreadable version': [
      good('bad').replace(/"LastUpdateTimestamp":"[^"]*"/, '"LastUpdateTimestamp":"yesterday"'),
      'unreadable_key',
    ],
    'a partition out of range': [
      good('bad').replace(/"DisconnectTimestamp":"[^"]*"/, '"DisconnectTimestamp":"1812-06-24T00:00:00Z"'),
      'unreadable_key',
    ],
  }
  const neighbours = (name: string): string => good(`${name}: a`) + good(`${name}: b`)
  let loaded: Readonly<Record<string, Loaded>>
  beforeAll(async () => {
    const objects = Object.entries(cases).map(([name, [bad]]) => {
      const bytes = [neighbours(name), bad, good(`${name}: c`)].map(part => Buffer.from(part))
      return [name, Buffer.concat(bytes)]
    })
    loaded = await loadAll(Object.fromEntries(objects))
  })
  test.each(Object.entries(cases))('%s', (name, [bad, reason]) => {
    const { contacts, quarantine, counts } = loaded[name] as Loaded
    expect(contacts).toEqual(['a', 'b', 'c'].map(id => `${name}: ${id}`))
    const place = { byte_offset: neighbours(name).length, byte_length: Buffer.from(bad).length }
    expect(quarantine).toMatchObject([{ reason, ...place }])
    expect(quarantine[0]?.record_text).toBe(Buffer.from(bad).toString())
    expect(counts).toMatchObject({ read: 4, accepted: 3, quarantined: 1 })
  })
})

describe('framing', () => {
  const ids = (name: string): readonly string[] => [`${name}: a`, `${name}: b`]
  const framed: Record<string, (two: readonly unknown[], lines: readonly string[]) => Buffer | string> = {
    'concatenated }{': (_, lines) => lines.join(''),
    'newline-delimited': (_, lines) => `${lines.join('\n')}\n`,
    CRLF: (_, lines) => `${lines.join('\r\n')}\r\n`,
    'byte order mark': (_, lines) => `\ufeff${lines.join('\n')}`,
    'pretty-printed': two => two.map(record => JSON.stringify(record, null, 2)).join('\n'),
    'JSON array': two => JSON.stringify(two),
    'pretty JSON array': two => JSON.stringify(two, null, 2),
    gzip: (_, lines) => gzipSync(lines.join('')),
    'several gzip members': (_, lines) => Buffer.concat(lines.map(line => gzipSync(line))),
    'gzip in gzip': (_, lines) => gzipSync(gzipSync(lines.join(''))),
    'gzip in gzip of several members': (_, lines) =>
      gzipSync(Buffer.concat(lines.map(line => gzipSync(line)))),
    'Firehose error output': (_, lines) =>
      `${lines
        .map(line =>
          JSON.stringify({ attemptsMade: 1, errorCode: 'X', rawData: Buffer.from(line).toString('base64') }),
        )
        .join('\n')}\n`,
    'Firehose error output, one record zipped': (_, lines) =>
      JSON.stringify({
        attemptsMade: 1,
        errorCode: 'X',
        rawData: gzipSync(lines.join('')).toString('base64'),
      }),
  }
  let loaded: Readonly<Record<string, Loaded>>
  beforeAll(async () => {
    const objects = Object.entries(framed).map(([name, frame]) => {
      const two = ids(name).map((id, i) =>
        contactRecord({ id, attributes: i === 0 ? { tricky: '}{"\\' } : {} }),
      )
      const lines = two.map(record => JSON.stringify(record))
      return [name, Buffer.from(frame(two, lines))]
    })
    loaded = await loadAll(Object.fromEntries(objects))
  })
  test.each(Object.keys(framed))('%s', async name => {
    const { contacts, counts, lake } = loaded[name] as Loaded
    expect(contacts).toEqual(ids(name))
    expect(counts).toMatchObject({ read: 2, accepted: 2, quarantined: 0 })
    expect(
      await lake.rows(`SELECT attribute_value FROM contact_attribute WHERE contact_id = '${ids(name)[0]}'`),
    ).toEqual([{ attribute_value: '}{"\\' }])
  })

  test('nothing in it: an object, and no record', async () => {
    const { lake } = await load('')
    expect(await lake.rows('SELECT object_key, read FROM ledger')).toEqual([
      { object_key: 'object', read: 0 },
    ])
  })

  test('white space only', async () => {
    expect((await load('\n \r\n')).counts).toMatchObject({ read: 0, quarantined: 0 })
  })
})

describe('undecodable', () => {
  // Random attributes, so that cutting the zipped bytes cuts records and not a run of repetitions.
  const noise = (id: string) =>
    contactRecord({ id, attributes: { noise: Buffer.from(id.repeat(40)).toString('base64') } })
  const ids = Array.from({ length: 50 }, (_, i) => `contact-${String(i).padStart(2, '0')}`)
  const zipped = gzipSync(concatenated(ids.map(noise)))

  test('a truncated gzip: what is readable is accepted, the rest is one entry', async () => {
    const { contacts, quarantine, counts } = await load(zipped.subarray(0, zipped.length - 200))
    expect(contacts.length).toBeGreaterThan(30)
    expect(contacts.length).toBeLessThan(50)
    expect(contacts).toEqual(ids.slice(0, contacts.length))
    expect(quarantine).toMatchObject([{ reason: 'undecodable' }])
    const readable = concatenated(ids.slice(0, contacts.length).map(noise)).length
    expect(quarantine[0]?.byte_offset).toBe(readable)
    expect(counts).toMatchObject({ read: contacts.length + 1, quarantined: 1 })
  })

  test('bytes behind the gzip data', async () => {
    const { contacts, quarantine } = await load(Buffer.concat([zipped, Buffer.from('tail')]))
    expect(contacts).toEqual(ids)
    expect(quarantine).toMatchObject([{ reason: 'undecodable' }])
  })

  test('not JSON at all', async () => {
    const { contacts, quarantine } = await load('PAR1 this is something else')
    expect(contacts).toEqual([])
    expect(quarantine).toMatchObject([{ reason: 'not_json', byte_offset: 0, byte_length: 27 }])
  })
})

describe('a value of the wrong type is NULL, and told', () => {
  test('in the row and in the drift report', async () => {
    const record = contactRecord({ id: 'a' })
    const content = JSON.stringify({
      ...record,
      InitiationTimestamp: 'yesterday',
      AgentConnectionAttempts: 1e23,
      Agent: {
        ...record.Agent,
        AgentInteractionDuration: 'abc',
        CustomerHoldDuration: 12.5,
        AfterContactWorkDuration: 15.0,
      },
      Recordings: [{ Location: 'x', StartTimestamp: 'soon' }],
    })
    const { lake, counts } = await load(content)
    expect(counts).toMatchObject({ accepted: 1, quarantined: 0 })
    expect(
      await lake.rows(
        `SELECT initiation_timestamp, agent_connection_attempts, agent_interaction_duration_s, customer_hold_duration_s,
           after_contact_work_duration_s, queue_duration_s FROM contact_record`,
      ),
    ).toEqual([
      {
        initiation_timestamp: null,
        agent_connection_attempts: null,
        agent_interaction_duration_s: null,
        customer_hold_duration_s: null,
        after_contact_work_duration_s: 15,
        queue_duration_s: 30,
      },
    ])
    expect(
      await lake.rows('SELECT path, problem, json_type, records, sample FROM drift ORDER BY path'),
    ).toEqual([
      {
        path: 'Agent.AgentInteractionDuration',
        problem: 'unreadable_value',
        json_type: 'string',
        records: 1,
        sample: 'abc',
      },
      {
        path: 'Agent.CustomerHoldDuration',
        problem: 'unreadable_value',
        json_type: 'number',
        records: 1,
        sample: '12.5',
      },
      {
        path: 'AgentConnectionAttempts',
        problem: 'unreadable_value',
        json_type: 'number',
        records: 1,
        sample: '1e+23',
      },
      {
        path: 'InitiationTimestamp',
        problem: 'unreadable_value',
        json_type: 'string',
        records: 1,
        sample: 'yesterday',
      },
      {
        path: 'Recordings',
        problem: 'unreadable_value',
        json_type: 'array',
        records: 1,
        sample: expect.stringContaining('soon'),
      },
    ])
  })

  test('an object where text belongs is kept as its JSON; text where an object belongs is not', async () => {
    const content = JSON.stringify(
      contactRecord({ id: 'a', more: { Queue: 'Sales', DisconnectReason: { code: 7 } } }),
    )
    const { lake } = await load(content)
    expect(await lake.rows('SELECT queue_name, disconnect_reason FROM contact_record')).toEqual([
      { queue_name: null, disconnect_reason: '{"code":7}' },
    ])
    expect(await lake.rows('SELECT path, problem, json_type FROM drift')).toEqual([
      { path: 'Queue', problem: 'unexpected_kind', json_type: 'string' },
    ])
  })
})

describe('unknown fields', () => {
  test('are counted by path and type, with a sample that shows no personal data', async () => {
    const lake = testLake(folder)
    const some = ['a', 'b'].map(id => contactRecord({ id, more: { NewThing: { Phone: '+44 1234 äb' } } }))
    lake.add(
      '1',
      concatenated([...some, contactRecord({ id: 'c', more: { Queue: { ARN: 'q', Weight: 3 } } })]),
    )
    lake.add(
      '2',
      concatenated([
        agentEvent('e', undefined, {
          CurrentAgentSnapshot: { Contacts: [{ ContactId: 'x', Mood: 'fine' }] },
        }),
      ]),
    )
    await lake.run()
    expect(
      await lake.rows(
        'SELECT table_name, path, json_type, records, sample, first_object FROM drift ORDER BY ALL',
      ),
    ).toEqual([
      {
        table_name: 'agent_event',
        path: 'CurrentAgentSnapshot.Contacts[].Mood',
        json_type: 'string',
        records: 1,
        sample: 'xxxx',
        first_object: '2',
      },
      {
        table_name: 'contact_record',
        path: 'NewThing',
        json_type: 'object',
        records: 2,
        sample: '{"xxxxx":"+99 9999 xx"}',
        first_object: '1',
      },
      {
        table_name: 'contact_record',
        path: 'Queue.Weight',
        json_type: 'number',
        records: 1,
        sample: '9',
        first_object: '1',
      },
    ])
    expect(await lake.rows('SELECT count(*) AS n FROM contact_record')).toEqual([{ n: 3 }])
  })

  test('a key named like a method of objects is unknown, too', async () => {
    const { lake } = await load(good('a').replace('{', '{"constructor":1,"__proto__":{"x":1},'))
    expect(await lake.rows('SELECT path FROM drift ORDER BY 1')).toEqual([
      { path: '__proto__' },
      { path: 'constructor' },
    ])
  })
})

describe('timestamps', () => {
  const cases: Record<string, [given: unknown, utc: string]> = {
    'whole seconds': ['2025-07-01T09:58:00Z', '2025-07-01T09:58:00.000Z'],
    fractions: ['2025-07-01T09:58:00.123Z', '2025-07-01T09:58:00.123Z'],
    'an offset': ['2025-07-01T11:58:00+02:00', '2025-07-01T09:58:00.000Z'],
    'an offset of minutes': ['2025-07-01T15:28:00.5+05:30', '2025-07-01T09:58:00.500Z'],
    'epoch seconds': [1751363880, '2025-07-01T09:58:00.000Z'],
    'epoch seconds with a fraction': [1751363880.25, '2025-07-01T09:58:00.250Z'],
    'epoch milliseconds': [1751363880250, '2025-07-01T09:58:00.250Z'],
    'epoch as text': ['1751363880', '2025-07-01T09:58:00.000Z'],
  }
  let read: ReadonlyMap<string, number>
  beforeAll(async () => {
    const { lake } = await load(
      concatenated(
        Object.entries(cases).map(([id, [given]]) =>
          contactRecord({ id, more: { InitiationTimestamp: given } }),
        ),
      ),
    )
    const rows = await lake.rows<{ contact_id: string; initiation_timestamp: number }>(
      'SELECT contact_id, initiation_timestamp FROM contact_record',
    )
    read = new Map(rows.map(row => [row.contact_id, row.initiation_timestamp]))
  })
  test.each(Object.entries(cases))('%s', (name, [, utc]) => {
    expect(new Date(read.get(name) ?? 0).toISOString()).toBe(utc)
  })
})

describe('sizes', () => {
  test('a record of 50 MB is quarantined by the limit, its neighbours get in', async () => {
    const huge = good('huge').replace('"Channel":"VOICE"', `"Channel":"${'x'.repeat(50 * 1024 * 1024)}"`)
    const { contacts, quarantine, counts } = await load(good('a') + huge + good('b'))
    expect(contacts).toEqual(['a', 'b'])
    expect(quarantine).toMatchObject([
      { reason: 'too_large', byte_offset: good('a').length, byte_length: huge.length },
    ])
    expect(quarantine[0]?.record_text.length).toBe(64 * 1024)
    expect(counts).toMatchObject({ read: 3, accepted: 2, quarantined: 1 })
  })

  test('10,000 attributes', async () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`key-${i}`, `value-${i}`]),
    )
    const { lake } = await load(JSON.stringify(contactRecord({ id: 'a', attributes })))
    expect(
      await lake.rows('SELECT count(*) AS n, count(DISTINCT attribute_name) AS names FROM contact_attribute'),
    ).toEqual([{ n: 10_000, names: 10_000 }])
  })

  test('hostile nesting is quarantined, its neighbours get in', async () => {
    const deep = good('deep').replace('"Attributes":{}', `"Odd":${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    const { contacts, quarantine } = await load(good('a') + deep + good('b'))
    expect(contacts).toEqual(['a', 'b'])
    expect(quarantine).toMatchObject([{ reason: 'too_large' }])
  })

  test('an attribute twice, and attributes that differ in case only', async () => {
    const { lake } = await load(
      good('a').replace('"Attributes":{}', '"Attributes":{"k":"1","K":"2","k":"3"}'),
    )
    expect(
      await lake.rows('SELECT attribute_name, attribute_value FROM contact_attribute ORDER BY 1'),
    ).toEqual([
      { attribute_name: 'K', attribute_value: '2' },
      { attribute_name: 'k', attribute_value: '3' },
    ])
  })
})

test('contact records and agent events in one object are told apart by their content', async () => {
  const lake = testLake(folder)
  lake.add(
    'mixed',
    concatenated([
      contactRecord({ id: 'a' }),
      agentEvent('e1'),
      contactRecord({ id: 'b' }),
      agentEvent('e2'),
    ]),
  )
  const report = await lake.run()
  expect(report).toMatchObject({ read: 4, accepted: 4 })
  expect(await lake.rows('SELECT event_id FROM agent_event ORDER BY 1')).toEqual([
    { event_id: 'e1' },
    { event_id: 'e2' },
  ])
  expect(
    await lake.rows('SELECT snapshot, state, contact_id FROM agent_event_contact ORDER BY event_id, 1'),
  ).toHaveLength(4)
  expect(await lake.rows('SELECT table_name, read FROM ledger ORDER BY 1')).toEqual([
    { table_name: 'agent_event', read: 2 },
    { table_name: 'contact_record', read: 2 },
  ])
})
