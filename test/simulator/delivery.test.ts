import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Delivered, deliver } from './delivered.ts'

const options = { contacts_per_day: 600, days: 1, buffer_bytes: 300_000, buffer_s: 600 }
let delivered: Delivered

beforeAll(async () => {
  delivered = await deliver(options)
})

const key =
  /^(contact-records|agent-events)\/(\d{4}\/\d\d\/\d\d\/\d\d)\/connect-\1-1-(\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)-([0-9a-f-]{36})\.gz$/

describe('delivery objects', () => {
  test('have the keys that Firehose gives', () => {
    const keys = [...delivered.objects.keys()]
    expect(keys.at(-1)).toBe('truth.json')
    for (const each of keys.slice(0, -1)) {
      const [, , hour, time] = key.exec(each) ?? []
      expect(hour, each).toBe(time?.slice(0, 13).replaceAll('-', '/'))
    }
  })

  test('are closed when they are full', () => {
    const sizes = [...delivered.objects]
      .filter(([each]) => each.startsWith('agent-events/'))
      .map(([, bytes]) => gunzipSync(bytes).length)
    // The record that fills a buffer is its last.
    expect(Math.max(...sizes)).toBeLessThan(options.buffer_bytes + 10_000)
    expect(sizes.filter(size => size >= options.buffer_bytes).length).toBeGreaterThan(10)
  })

  test('are closed when they are old: a stream with news opens the next only after that', () => {
    const opened = [...delivered.objects.keys()]
      .filter(each => each.startsWith('contact-records/'))
      .map(each => {
        const [, , , time = ''] = key.exec(each) ?? []
        return Date.parse(time.replace(/^(.{10})-(..)-(..)-(..)$/, '$1T$2:$3:$4Z'))
      })
    const apart_s = opened.slice(1).map((time, index) => (time - (opened[index] as number)) / 1_000)
    // No object of this stream gets full within ten minutes.
    expect(Math.min(...apart_s)).toBeGreaterThanOrEqual(options.buffer_s - 1)
  })

  test('hold records without anything between them', () => {
    const texts = [...delivered.objects]
      .filter(([each]) => each.startsWith('contact-records/'))
      .map(([, bytes]) => gunzipSync(bytes).toString())
    const text = texts.reduce((longest, each) => (each.length > longest.length ? each : longest))
    expect(text).toMatch(/^\{"AWSAccountId":/)
    expect(text).toContain('}{"AWSAccountId":')
    expect(text).not.toContain('\n')
  })
})

test('truth.json is the truth', () => {
  const text = Buffer.from(delivered.objects.get('truth.json') ?? '').toString()
  expect(JSON.parse(text)).toEqual(delivered.truth)
})
