import { Template } from 'aws-cdk-lib/assertions'
import type { HandlerCode } from '../../infra/code.ts'
import type { Deployment } from '../../infra/config.ts'
import { deployed } from '../../infra/deployment.ts'
import type { Table } from '../../schema/table.ts'
import { deploymentFor, files, noCode } from './deployments.ts'

const parts = ['storage', 'ingest', 'lake', 'etl', 'watch'] as const
export type PartName = (typeof parts)[number]
export type Templates = Readonly<Record<PartName, Template>> & {
  readonly live?: Template
  readonly dashboards?: Template
}

/** The templates of a deployment, not validated: that takes long, and has a suite of its own. */
export function templatesOf(
  deployment: Deployment,
  tables?: readonly Table[],
  code: HandlerCode = noCode,
): Templates {
  const before = process.env.CDK_VALIDATION
  process.env.CDK_VALIDATION = 'false'
  try {
    const stacks = deployed(deployment, code, undefined, tables)
    const named = Object.fromEntries(parts.map(part => [part, Template.fromStack(stacks[part])]))
    const { live, dashboards } = stacks
    return {
      ...named,
      ...(live && { live: Template.fromStack(live) }),
      ...(dashboards && { dashboards: Template.fromStack(dashboards) }),
    } as Templates
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION
    else process.env.CDK_VALIDATION = before
  }
}

const made = new Map<keyof typeof files, Templates>()

/** The templates of a deployment, made once a worker. Nobody changes them. */
export function templates(name: keyof typeof files): Templates {
  const known = made.get(name) ?? templatesOf(deploymentFor(name))
  made.set(name, known)
  return known
}

/** Those of every deployment. */
export const every = (): readonly Templates[] =>
  Object.keys(files).map(name => templates(name as keyof typeof files))

export const allTemplates = (of: Templates): readonly Template[] => Object.values<Template>(of)

export interface Resource {
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and tests look into all of them
  readonly Properties: any
  readonly DeletionPolicy?: string
  readonly DependsOn?: readonly string[]
}

/** Every resource of a template, by its logical id. */
export const resourcesOf = (template: Template): readonly (readonly [id: string, resource: Resource])[] =>
  Object.entries(template.toJSON().Resources as Record<string, Resource>)

export const ofType = (template: Template, type: string): readonly Resource[] =>
  resourcesOf(template).flatMap(([, resource]) => (resource.Type === type ? [resource] : []))
