import type { Template } from 'aws-cdk-lib/assertions'
import type { Deployment } from '../../infra/config.ts'
import { resourcesOf, type Templates } from './templates.ts'

/** Made of the schema, and compared with it in stacks/lake.test.ts: a column is declared once, and shown in no snapshot. */
const ofSchema = new Set(['AWS::Glue::Table', 'AWS::LakeFormation::PrincipalPermissions'])

/** Of what is drawn the titles; the state machine has tests of its own, state-machine.test.ts. */
const shortened: Readonly<Record<string, (value: unknown) => unknown>> = {
  DashboardBody: value =>
    [...JSON.stringify(value).matchAll(/title\\+":\\+"([^"\\]+)/g)].map(([, title]) => title),
  DefinitionString: () => '…',
  // Of the release.
  Version: () => '…',
}

/** A resource as people read it: `stack/id type`, and a line for each of its properties; tags left out. */
type Shown = ReadonlyMap<string, string>

/**
 * Every resource of a deployment, without what differs between two that are alike: account, region, environment, and
 * hashes of code.
 */
export function shownTemplates(templates: Templates, { account, region, environment }: Deployment): Shown {
  const alike = (text: string): string =>
    text
      .replaceAll(account, 'ACCOUNT')
      .replaceAll(region, 'REGION')
      .replaceAll(new RegExp(`(connect[-_]lake[-_ ])${environment}\\b`, 'g'), '$1ENVIRONMENT')
      .replaceAll(/\b(?:[0-9a-f]{32}){1,2}\b/g, 'HASH')
  const shown = Object.entries<Template>(templates).flatMap(([stack, template]) =>
    resourcesOf(template).map(([id, { Type, Properties = {}, DeletionPolicy }]) => {
      const properties = Object.keys(Properties)
        .filter(name => name !== 'Tags' && !ofSchema.has(Type))
        .sort()
        .map(name => `  ${name}: ${JSON.stringify(shortened[name]?.(Properties[name]) ?? Properties[name])}`)
      const heading = `${stack}/${id} ${Type}${DeletionPolicy ? ` (${DeletionPolicy})` : ''}`
      return [`${stack}/${id}`, alike([heading, ...properties].join('\n'))] as const
    }),
  )
  // The order in a template means nothing.
  return new Map(shown.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** All of a deployment, or how it differs from another: what is there or is otherwise, and what is not there. */
export function told(shown: Shown, from: Shown = new Map()): string {
  const other = [...shown].filter(([id, text]) => from.get(id) !== text).map(([, text]) => text)
  const gone = [...from.keys()].filter(id => !shown.has(id)).map(id => `not there: ${id}`)
  return `${[...other, ...gone].join('\n')}\n`
}
