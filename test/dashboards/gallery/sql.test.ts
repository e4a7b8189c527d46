import { describe, expect, test } from 'vitest'
import { sqlFor } from '../asked.ts'
import { gallery, galleryVisuals } from './gallery.ts'

const data = { from: '2025-06-01', to: '2025-07-15' }

/** Addresses of a fresh view, and of one in which everything is set. */
const cases = {
  plain: '',
  filtered: "from=2025-07-01&to=2025-07-07&queue=Sales&queue=O'Brien%20%26%20Co&queue_none=1",
}

describe.each(Object.entries(cases))('%s', (name, search) => {
  test.each(galleryVisuals.map(({ id }) => id))('%s', async id => {
    await expect(`${sqlFor(gallery, id, search, data)}\n`).toMatchFileSnapshot(
      `../golden/gallery/${id}.${name}.sql`,
    )
  })
})

test('every kind is in the gallery', () => {
  expect(new Set(galleryVisuals.map(({ kind }) => kind)).size).toBe(17)
})
