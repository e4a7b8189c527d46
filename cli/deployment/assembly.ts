import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type TemplateSize, templateSize } from '../../infra/template-limits.ts'
import { LakeError } from '../../schema/error.ts'
import type { Checkout } from './checkout.ts'

/** A stack as it was synthesised. */
export interface SynthesisedStack {
  /** By which the CDK knows it. */
  readonly id: string
  /** By which CloudFormation does. */
  readonly name: string
  /** The file of its template. */
  readonly template: string
  readonly size: TemplateSize
  /** Of the resources of its template, each once. */
  readonly types: readonly string[]
  /** Whether it is protected from being deleted. */
  readonly is_protected: boolean
}

/** What the CDK deploys: templates and code, in a folder. */
export interface Assembly {
  readonly folder: string
  /** In the order in which they are deployed. */
  readonly stacks: readonly SynthesisedStack[]
}

/** The types of all resources of a deployment, each once. */
export const typesOf = ({ stacks }: Assembly): readonly string[] => [
  ...new Set(stacks.flatMap(({ types }) => types)),
]

const MANIFEST = 'manifest.json'

interface Manifest {
  readonly version: string
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string
        readonly dependencies?: readonly string[]
        readonly properties?: {
          readonly templateFile: string
          readonly stackName?: string
          readonly terminationProtection?: boolean
        }
      }
    >
  >
}

/** Ids so that each comes behind those that it needs. */
function inOrder(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  function put(id: string): void {
    if (done.has(id)) return
    for (const each of needs.get(id) ?? []) if (needs.has(each)) put(each)
    done.add(id)
  }
  for (const id of needs.keys()) put(id)
  return [...done]
}

function typesIn(template: string): readonly string[] {
  const { Resources = {} } = JSON.parse(template) as {
    readonly Resources?: Readonly<Record<string, { readonly Type: string }>>
  }
  return [...new Set(Object.values(Resources).map(({ Type }) => Type))]
}

const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest

async function stacksIn(folder: string): Promise<readonly SynthesisedStack[]> {
  const { artifacts } = await manifestIn(folder)
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack')
  const order = inOrder(new Map(stacks.map(([id, { dependencies = [] }]) => [id, dependencies])))
  return Promise.all(
    order.map(async id => {
      const { templateFile = '', stackName = id, terminationProtection } = artifacts[id]?.properties ?? {}
      const path = join(folder, templateFile)
      const template = await readFile(path, 'utf8')
      return {
        ...{ id, name: stackName, template: path, size: templateSize(template), types: typesIn(template) },
        is_protected: terminationProtection === true,
      }
    }),
  )
}

/**
 * Synthesises a deployment, which asks nobody, and works with what came of it until that is done.
 * @param validated whether cdk-nag and the validator of CloudFormation look at it, which takes minutes
 * @throws LakeError with what the CDK said, where it cannot be synthesised
 */
export async function withAssembly<T>(
  checkout: Checkout,
  deployment: string,
  validated: boolean,
  work: (assembly: Assembly) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-lake-'))
  try {
    const { code, said } = await checkout.cdk(
      ['synth', '--quiet', '--output', folder],
      {
        CONNECT_LAKE_DEPLOYMENT: resolve(deployment),
        ...(!validated && { CDK_VALIDATION: 'false' }),
      },
      true,
    )
    if (code !== 0)
      throw new LakeError({
        what: 'the deployment cannot be synthesised',
        value: said.trim(),
        allowed: 'templates in which cdk-nag and the validator of CloudFormation find nothing',
        remedy: `mend what is said there; nothing was sent to AWS`,
      })
    return await work({ folder, stacks: await stacksIn(folder) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Writes down stacks that the app has no more, with nothing in them, beside an assembly: the CDK destroys no others than
 * those of an assembly, and takes of these where they are, what they are called, and in which roles to do it.
 * @returns its folder
 */
export async function assemblyOfNames(
  { folder: of, stacks }: Assembly,
  names: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(of, 'orphans')
  const { version, artifacts } = await manifestIn(of)
  const like = artifacts[stacks[0]?.id ?? '']
  if (!like) throw new Error('an assembly has no stack')
  const templateFile = 'empty.template.json'
  const all = Object.entries(names).map(([id, stackName]) => [
    id,
    {
      ...{ ...like, dependencies: [], displayName: id, additionalMetadataFile: undefined },
      properties: { ...like.properties, templateFile, stackName, additionalDependencies: [] },
    },
  ])
  await mkdir(folder)
  await writeFile(join(folder, templateFile), '{"Resources":{}}')
  await writeFile(join(folder, MANIFEST), JSON.stringify({ version, artifacts: Object.fromEntries(all) }))
  return folder
}
