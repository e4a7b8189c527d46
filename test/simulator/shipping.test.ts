import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { defaultOptions, simulate } from '../../simulator/index.ts'
import { createShipping } from '../../simulator/shipping.ts'

const content = (text: string) => new TextEncoder().encode(text)

test('objects arrive in the order in which they were closed, whatever their size', async () => {
  const arrived: string[] = []
  const shipping = createShipping({ put: async key => void arrived.push(key) }, 1)
  const sizes = [500_000, 10, 200_000, 1]
  for (const size of sizes) shipping.ship(String(size), content('x'.repeat(size)))
  await shipping.settled()
  expect(arrived).toEqual(sizes.map(String))
  expect(shipping.shipped().objects).toBe(4)
})

test('a slow sink holds the simulation up: only a few objects are under way', async () => {
  let under_way = 0
  let most = 0
  const shipping = createShipping(
    {
      async put() {
        await new Promise(done => setTimeout(done, 2))
        under_way--
      },
    },
    1,
  )
  for (let object = 0; object < 50; object++) {
    most = Math.max(most, ++under_way)
    shipping.ship(`${object}`, content('{}'))
    await shipping.congestion()
  }
  await shipping.settled()
  expect(most).toBeLessThanOrEqual(8)
  expect(under_way).toBe(0)
})

test('content is compressed as it was when it was shipped', async () => {
  const objects: Uint8Array[] = []
  const shipping = createShipping({ put: async (_, bytes) => void objects.push(bytes) }, 6)
  shipping.ship('key', content('{"a":1}{"a":2}'))
  await shipping.settled()
  expect(gunzipSync(objects[0] as Uint8Array).toString()).toBe('{"a":1}{"a":2}')
})

test('what the sink throws ends the simulation', async () => {
  const full = { put: async () => Promise.reject(new Error('disk full')) }
  const options = { ...defaultOptions, days: 1, contacts_per_day: 50 }
  await expect(simulate(options, full)).rejects.toThrow('disk full')
})
