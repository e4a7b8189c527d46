import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'
import { type Loaded, loadAll, loadOne } from './loaded.ts'

const folder = temporaryFolder()
const load = (content: Buffer | string): Promise<Loaded> => loadOne(folder, content)

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
    loaded = await loadAll(folder, Object.fromEntries(objects))
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
