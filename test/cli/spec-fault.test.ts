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

const run = (...args: readonly string[]) => {
  const command = ['--import', 'tsx', 'cli/main.ts', ...args]
  return ran(process.execPath, command, { cwd: project, env: {}, quiet: true })
}
const told = async (...args: readonly string[]) => {
  const { code, said } = await run(...args)
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

test('two measures that are misspelled: a paragraph each, with its line, and how many', async () => {
  const value = "value: 'contacts_queued'"
  const other = "value: 'service_level:20'"
  expect(right).toContain(value)
  expect(right).toContain(other)
  writeFileSync(
    file,
    right.replace(value, "value: 'contacts_queud'").replace(other, "value: 'service_levl:20'"),
  )
  const { code, said } = await run(...compile, 'page')
  expect(code).toBe(1)
  const paragraphs = said.trimEnd().split('\n\n')
  expect(paragraphs.map(each => (each.startsWith('✗') ? errorParts(each).value : each))).toEqual([
    'service_levl:20',
    'contacts_queud',
    '2 faults in the specs of the dashboards',
  ])
  const lines = paragraphs
    .slice(0, 2)
    .map(each => /, in dashboards\/queues\/service\.ts:(\d+)$/.exec(each)?.[1])
  expect(new Set(lines).size).toBe(2)
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
