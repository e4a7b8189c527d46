import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { sniff } from '../../etl/decode/sniff.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { agentEvent, contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()

/** What is sniffed, in short: the source's table and the compression, or the kind. */
function sniffed(content: Buffer | string, name = 'object'): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  const found = sniff(path)
  return found.kind === 'records' ? `${found.source.table.name}, ${found.compression}` : found.kind
}

const contact = JSON.stringify(contactRecord({ id: 'a', attributes: { note: '"AgentARN" and "EventType"' } }))
const event = JSON.stringify(agentEvent('e'))
const many = contact.repeat(50)
const zipped = gzipSync(many)

const cases: Record<string, [content: Buffer | string, expected: string]> = {
  'nothing in it': ['', 'empty'],
  'contact records': [many, 'contact_record, none'],
  'contact records, zipped': [zipped, 'contact_record, gzip'],
  'agent events': [event, 'agent_event, none'],
  'agent events, zipped': [gzipSync(event.repeat(50)), 'agent_event, gzip'],
  'space before the first record': [`\r\n ${contact}`, 'contact_record, none'],
  'pretty-printed': [JSON.stringify(JSON.parse(contact), null, 2), 'contact_record, none'],
  // The first record decides: whoever reads the rest finds out, and splits.
  'events behind contact records': [contact + event, 'contact_record, none'],
  'contact records behind events': [event + contact, 'agent_event, none'],
  'a JSON array': [`[${contact}]`, 'other'],
  'a byte order mark': [`\ufeff${contact}`, 'other'],
  'a record of no known source': ['{"messageType":"DATA_MESSAGE"}', 'other'],
  'no JSON': ['PAR1', 'other'],
  'the beginning of a gzip and no more': [zipped.subarray(0, 12), 'other'],
  'a gzip cut short': [zipped.subarray(0, zipped.length - 40), 'other'],
  // Its end tells the size of the last member alone.
  'several gzip members, the last a small one': [Buffer.concat([zipped, gzipSync('{}')]), 'other'],
  'gzip in gzip': [gzipSync(zipped), 'other'],
  'bytes behind the gzip data': [Buffer.concat([zipped, Buffer.from('tail')]), 'other'],
}

test.each(Object.entries(cases))('%s', (_name, [content, expected]) => {
  expect(sniffed(content)).toBe(expected)
})

test('names are not believed', () => {
  expect(sniffed(many, 'object.gz')).toBe('contact_record, none')
  expect(sniffed(zipped, 'object.json')).toBe('contact_record, gzip')
})
