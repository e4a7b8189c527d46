/** What is wrong with a spec, as the command line of a checkout tells it: a copy of this one, whose specs are saved wrong. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ran } from '../../cli/deployment/process.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { copyProject } from '../fixture/project-copy.ts'
import { errorParts } from './error-parts.ts'

const project = copyProject(join(temporaryFolder(), 'project'))
const file = join(project, 'dashboards', 'queues', 'service.ts')
const right = readFileSync(file, 'utf8')
afterEach(() => writeFileSync(file, right))

const compile = ['dashboards', 'compile', '--out', 'out', '--target']

/** Saves a line of the spec otherwise; gives its number, from 1. */
function saved(from: string, to: string): number {
  expect(right).toContain(from)
  writeFileSync(file, right.replace(from, to))
  return right.slice(0, right.indexOf(from)).split('\n').length
}

const told = async (...args: readonly string[]) => {
  const run = ['--import', 'tsx', 'cli/main.ts', ...args]
  const { code, said } = await ran(process.execPath, run, { cwd: project, env: {}, quiet: true })
  return { code, ...errorParts(said) }
}

test('a measure that is misspelled: the nearest first, and the file', async () => {
  saved("value: 'contacts_queued'", "value: 'contacts_queud'")
  const line = right.slice(0, right.indexOf("id: 'contacts-queued'")).split('\n').length
  const said = await told(...compile, 'page')
  expect(said).toMatchObject({ code: 1, value: 'contacts_queud' })
  expect(said.what).toMatch(
    /^visual contacts-queued on sheet service of dashboard queues: .+ no such measure$/,
  )
  expect(said.allowed).toMatch(/^contacts_queued, /)
  expect(said.do).toMatch(/^did you mean contacts_queued, or /)
  expect(said.do).toMatch(new RegExp(`, in dashboards/queues/service\\.ts:${line}$`))
})

test.each([
  [
    'a name that nothing defines',
    'target: serviceLevelTarget,',
    'target: serviceLevelTargt,',
    /serviceLevelTargt is not defined/,
  ],
  [
    'a part of nothing',
    "trend: 'local_date',",
    'trend: (undefined as any).day,',
    /Cannot read properties of undefined/,
  ],
])('%s: what it is, and the file', async (_, from, to, message) => {
  const line = saved(from, to)
  const said = await told(...compile, 'quicksight', '--groups', 'leads=owner')
  expect(said.code).toBe(1)
  expect(said.what).toMatch(/^the spec cannot be read: /)
  expect(said.what).toMatch(message)
  expect(said.what).toMatch(new RegExp(`, in dashboards/queues/service\\.ts:${line}$`))
})
