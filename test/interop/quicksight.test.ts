/** The check of requests to QuickSight, held against botocore's in Python. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dashboards } from '../../dashboards/dashboards.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { violationsOf } from '../../dashboards/quicksight/model/check.ts'
import { changed } from '../dashboards/quicksight/changed.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { mistakes } from '../dashboards/quicksight/mistakes.ts'
import { requests } from '../dashboards/quicksight/requests.ts'

/** Never skipped: without Python there is no telling whether it agrees. */
function python(script: string, input: string): string {
  const path = process.env.PYARROW_PYTHON
  if (!path)
    throw new Error(
      'PYARROW_PYTHON is not set: give the path of a python that has botocore, such as .venv/bin/python, ' +
        'made by: python3 -m venv .venv && .venv/bin/pip install botocore==1.44.5',
    )
  const file = fileURLToPath(new URL(script, import.meta.url))
  return execFileSync(path, [file], { input, maxBuffer: 64e6 }).toString()
}

interface Judged {
  readonly validator: readonly string[]
  readonly walk: readonly (readonly [path: string, kind: string])[]
}

const judged = (all: readonly { operation: string; input: unknown }[]): readonly Judged[] =>
  JSON.parse(python('check_requests.py', JSON.stringify(all)))

/** What we say, by the kinds that the walk in Python tells apart. */
const kinds: Readonly<Record<string, string>> = {
  'this is no structure': 'type',
  'this is no list': 'type',
  'this is no map': 'type',
  'this is no text': 'type',
  'this is no number': 'type',
  'this is no boolean': 'type',
  'this is no time': 'type',
  'this is missing': 'missing',
  'exactly one member is meant': 'union',
  'there is no such member': 'unknown',
  'there is no such choice': 'enum',
  'the list has too few or too many items': 'size',
  'the map has too few or too many entries': 'size',
  'the text is too short or too long': 'size',
  'the number is out of range': 'size',
  'the text does not fit': 'pattern',
}
const ours = (operation: string, input: unknown) =>
  violationsOf(operation, input).map(({ path, what }) => [path, kinds[what]])

test('what is shipped of the model is what the script makes of botocore', () => {
  const shipped = new URL('../../dashboards/quicksight/model/service-model.json', import.meta.url)
  const made = python('../../dashboards/quicksight/model/extract.py', '')
  expect(made === readFileSync(shipped, 'utf8')).toBe(true)
})

test('neither finds anything wrong with what is right: by hand, every kind of visual, and our own dashboards', () => {
  const source = { settings, version: '1.0.0' }
  const all = [
    ...requests(),
    ...compileQuickSight({ ...source, dashboards: everyDashboard }),
    ...compileQuickSight({ ...source, dashboards }),
  ]
  expect(all.length).toBeGreaterThan(40)
  for (const { validator, walk } of judged(all)) expect([validator, walk]).toEqual([[], []])
  for (const { operation, input } of all) expect(ours(operation, input)).toEqual([])
})

test('both find the same wrong, in the same places; what botocore itself refuses is among it', () => {
  const wrong = mistakes.map(([operation, path, to]) => {
    const made = requests().findLast(each => each.operation === operation)
    return { operation, input: changed(made?.input, path, to) }
  })
  const answers = judged(wrong)
  for (const [i, { operation, input }] of wrong.entries()) {
    const { walk = [], validator = [] } = answers[i] ?? {}
    const found = ours(operation, input)
    expect(found.map(String).sort(), operation).toEqual(walk.map(String).sort())
    expect(found.map(([path]) => path)).toEqual(expect.arrayContaining([...validator]))
  }
  // It does refuse some: unknown, missing, and of another type.
  expect(answers.filter(({ validator }) => validator.length > 0).length).toBeGreaterThan(8)
})

test('every place of a dashboard, taken away or made something else: both agree', () => {
  const { operation, input } = requests().find(each => each.operation === 'CreateDashboard') as {
    operation: string
    input: object
  }
  function* places(value: unknown, path: string): Generator<string> {
    if (path !== '') yield path
    if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* places(each, `${path}[${i}]`)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value))
        yield* places(each, path === '' ? name : `${path}.${name}`)
  }
  const wrong = [...places(input, '')].flatMap(path =>
    [undefined, 7, '', [], {}, 'x y'].map(to => ({ operation, input: changed(input, path, to) })),
  )
  expect(wrong.length).toBeGreaterThan(500)
  // Items taken out of a list leave a hole, which JSON has not.
  const plain = wrong.map(each => JSON.parse(JSON.stringify(each)) as (typeof wrong)[number])
  const answers = judged(plain)
  for (const [i, each] of plain.entries())
    expect(ours(each.operation, each.input).map(String).sort()).toEqual(answers[i]?.walk.map(String).sort())
})
