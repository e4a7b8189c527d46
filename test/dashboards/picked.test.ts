import { describe, expect, test } from 'vitest'
import { carried, readSettings, writeSettings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import { whyAsked } from '../../dashboards/local/why.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { overview } from './overview.ts'

const data = { from: '2025-07-01', to: '2025-07-17' }
const read = (search: string) => readSettings(overview, new URLSearchParams(search))
const visualOf = (id: string): Visual => {
  const found = overview.sheets.flatMap(({ visuals }) => visuals).find(each => each.id === id)
  if (!found) throw new Error(`no visual ${id}`)
  return found
}
const sqlOf = (id: string, search: string): string =>
  queryText(visualQuery(visualOf(id), scopeOf(overview, read(search), data), false))

const PICKED = 'queue=Sales&picked=abandonment-by-queue:queue'

test('what is picked in a visual acts on the others, and not on it', () => {
  expect(sqlOf('abandonment-by-queue', PICKED)).toBe(sqlOf('abandonment-by-queue', ''))
  expect(sqlOf('contacts', PICKED)).toBe(sqlOf('contacts', 'queue=Sales'))
  expect(sqlOf('contacts', PICKED)).not.toBe(sqlOf('contacts', ''))
  // What is chosen besides acts on it all the same.
  expect(sqlOf('abandonment-by-queue', `${PICKED}&channel=CHAT`)).toBe(
    sqlOf('abandonment-by-queue', 'channel=CHAT'),
  )
})

test('a number is followed by what acts on its visual', () => {
  const filtersOf = (id: string, measure: string) =>
    whyAsked(overview, visualOf(id), read(PICKED), data, measure, {}).filters
  expect(filtersOf('abandonment-by-queue', 'contacts_abandoned')).toEqual([])
  expect(filtersOf('contacts', 'contacts_created')).toEqual([{ grouping: 'queue', values: ['Sales'] }])
})

describe('an address', () => {
  test('holds where a choice was picked, and gives it up with the choice, and with the dashboard', () => {
    expect(read(PICKED).picked).toEqual({ queue: 'abandonment-by-queue' })
    expect(String(writeSettings(overview, read(PICKED)))).toBe(
      'queue=Sales&picked=abandonment-by-queue%3Aqueue',
    )
    expect(read('picked=abandonment-by-queue:queue').picked).toEqual({})
    expect(read('queue=Sales&picked=abandonment-by-queue:toString').picked).toEqual({})
    expect(String(carried([overview], new URLSearchParams(PICKED)))).toBe('queue=Sales')
  })

  test.each(['nowhere:queue', 'queue', ':queue', ''])('does not name what is no visual: %s', value => {
    expect(() => read(`queue=Sales&picked=${value}`)).toThrow(
      expect.objectContaining({ name: 'LakeError', value }),
    )
  })
})
