import { expect, test } from 'vitest'
import { preloads } from '../../cli/server/preload.ts'
import { dashboards } from '../../dashboards/dashboards.ts'

const asked = (path: string): readonly string[] | undefined =>
  preloads(dashboards, new URL(path, 'http://127.0.0.1'))
    ?.split(', ')
    .map(link => /^<(.+)>; rel=preload; as=fetch; crossorigin=anonymous$/.exec(link)?.[1] ?? link)

const always = ['/api/dashboards', '/api/theme']

test.each([
  ['/', '/api/sheet?dashboard=overview&sheet=overview'],
  ['/overview', '/api/sheet?dashboard=overview&sheet=overview'],
  ['/customers/reasons', '/api/sheet?dashboard=customers&sheet=reasons'],
  ['/overview?queue=Sales&from=-7', '/api/sheet?queue=Sales&from=-7&dashboard=overview&sheet=overview'],
  ['/overview?queue=%C3%84%20%26%2Co', '/api/sheet?queue=%C3%84+%26%2Co&dashboard=overview&sheet=overview'],
])('of %s the page asks %s', (path, sheet) => {
  const { searchParams } = new URL(sheet, 'http://127.0.0.1')
  expect(asked(path)).toEqual([...always, `/api/colours?dashboard=${searchParams.get('dashboard')}`, sheet])
})

test('colours are asked with the eyes of the page', () => {
  expect(asked('/overview?as=group%3Acare')).toContain('/api/colours?dashboard=overview&as=group%3Acare')
})

test.each(['/overview?plan=pro', '/overview?search=queues%3ASales'])(
  'of %s the page asks something else, which is not asked ahead',
  path => {
    expect(asked(path)).toEqual([...always, '/api/colours?dashboard=overview'])
  },
)

test('what is too long for a header is not asked ahead', () => {
  expect(asked(`/overview?queue=${'x'.repeat(2_000)}`)).toBeUndefined()
})
