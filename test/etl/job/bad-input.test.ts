import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../../fixture/record.ts'
import { type Loaded, loadAll, loadOne } from './loaded.ts'

const folder = temporaryFolder()
const load = (content: Buffer | string): Promise<Loaded> => loadOne(folder, content)
const good = (id: string): string => JSON.stringify(contactRecord({ id }))

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
    loaded = await loadAll(folder, Object.fromEntries(objects))
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
