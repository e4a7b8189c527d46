/** What a change of the project changes of what is deployed: its own resources, and no other of any stack. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { beforeAll, expect, test } from 'vitest'
import { overview } from '../../dashboards/overview/overview.ts'
import { bundleHandlers } from '../../etl/handlers/bundle.js'
import type { HandlerCode } from '../../infra/code.ts'
import type { Table } from '../../schema/table.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'
import { tables } from '../../schema/tables.ts'
import { string } from '../../schema/type.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { deploymentFor } from './deployments.ts'
import { resourcesOf, type Templates, templates, templatesOf } from './templates.ts'

const folder = temporaryFolder()
const bundles = join(folder, 'bundles')
let bundledTemplates: Templates
beforeAll(async () => {
  await bundleHandlers(bundles)
  bundledTemplates = templatesOf(deploymentFor('everything'), undefined, codeOf(bundles))
})

const codeOf = (of: string): HandlerCode => ({
  handler: name => Code.fromAsset(join(of, name)),
  layer: () => Code.fromAsset('test/infra/stub'),
})

/** Resources that are not in both, or not the same: `stack/id`. */
function changed(before: Templates, after: Templates): readonly string[] {
  const textsOf = (all: Templates) =>
    new Map(
      Object.entries<Template>(all).flatMap(([stack, template]) =>
        resourcesOf(template).map(([id, resource]) => [`${stack}/${id}`, JSON.stringify(resource)]),
      ),
    )
  const [texts, others] = [textsOf(before), textsOf(after)]
  const ids = new Set([...texts.keys(), ...others.keys()])
  return [...ids].filter(id => texts.get(id) !== others.get(id)).sort()
}

test('nothing changed: the same templates, whenever they are made', () =>
  expect(changed(templates('everything'), templatesOf(deploymentFor('everything')))).toEqual([]))

test('a new column: its table', () => {
  const columns = { ...contactRecord.columns, mood: { type: string, doc: 'Mood.' } }
  const more = { ...contactRecord, columns } as unknown as Table
  const shown = Object.values<Table>(tables).map(each => (each.name === more.name ? more : each))
  const [id, ...others] = changed(templates('smallest'), templatesOf(deploymentFor('smallest'), shown))
  expect(others).toEqual([])
  const { Properties } = new Map(resourcesOf(templates('smallest').lake)).get(id?.slice(5) as string) ?? {}
  expect(Properties.TableInput.Name).toBe(contactRecord.name)
})

/** A line as it stands in a bundle, within a string. */
const bundled = (text: string): string => JSON.stringify(text).slice(1, -1)
const [line = ''] = readFileSync('sql/views/queue_daily.v2.sql', 'utf8').split('\n')

// Neither is a resource: handlers deploy them, each with those of its release in its code. What deploys views or refreshes data
// sets knows the dashboards, too: which a view breaks, which show what changed.
test.each([
  ['view', bundled(line)],
  ['dashboard', bundled(overview.question)],
])('a changed %s: what deploys it, and no step that reads contacts', (what, text) => {
  const others = join(folder, what)
  cpSync(bundles, others, { recursive: true })
  for (const name of readdirSync(others)) {
    const path = join(others, name, 'index.cjs')
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(text, `${text}!`))
  }
  const ids = changed(bundledTemplates, templatesOf(deploymentFor('everything'), undefined, codeOf(others)))
  expect(ids).toContainEqual(expect.stringMatching(/^etl\/StepviewsFunction/))
  expect(ids.filter(id => !/^(etl\/Step(views|refresh)Function|dashboards\/)/.test(id))).toEqual([])
})

// Whoever imports what another stack exports keeps it from being taken away, and exports are what somebody imports: what an
// option makes is known by its name.
test('an option can be switched off again: with every option nothing else is exported than with none', () => {
  const exported = (name: 'everything' | 'smallest') =>
    Object.entries<Template>(templates(name))
      .flatMap(([stack, template]) =>
        Object.keys(template.toJSON().Outputs ?? {}).map(output => `${stack} ${output}`),
      )
      .sort()
  expect(exported('everything')).toEqual(exported('smallest'))
})
