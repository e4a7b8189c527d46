import type { Deployment } from '../../infra/config.ts'
import { nameOf, type PartName } from '../../infra/names.ts'
import { LakeError } from '../../schema/error.ts'
import { beforeAws } from '../aws.ts'
import { styled } from '../terminal.ts'
import { assemblyOfNames } from './assembly.ts'
import { checkEnded, type Deploying } from './deploying.ts'
import { absentParts, type Orphan, orphanLines, orphansOf, REMOVED_BY } from './orphans.ts'

/** What can be known of orphans: who may deploy by the roles of the CDK need not be one who may ask CloudFormation. */
export type Looked =
  | { readonly orphans: readonly Orphan[] }
  | { readonly orphans: undefined; readonly error: LakeError }

/** Looks for orphans; an error is no reason to end. */
export async function lookedFor(deployment: Deployment): Promise<Looked> {
  beforeAws()
  try {
    return { orphans: await orphansOf(deployment) }
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    return { orphans: undefined, error }
  }
}

/** Tells of orphans on standard error, and how they go. */
export function tellOrphans(looked: Looked): void {
  const told = (mark: string, [first = '', ...more]: readonly string[]): void =>
    void process.stderr.write([`${mark} ${first}`, ...more.map(line => `  ${line}`), ''].join('\n'))
  if (looked.orphans) {
    const mark = styled('yellow', '!', process.stderr)
    for (const orphan of looked.orphans) told(mark, [...orphanLines(orphan), `do: ${REMOVED_BY}`])
    return
  }
  const { what, value, remedy } = looked.error
  told('·', [
    'whether stacks of sections that were taken out are still there was not looked at',
    ...[`${what}${value === undefined ? '' : `: ${value}`}`, `do: ${remedy}`],
  ])
}

/** Has the CDK destroy stacks that the deployment has no section for; what is not there is no error. */
export async function removeParts(
  { checkout, assembly }: Deploying,
  deployment: Deployment,
  parts: readonly PartName[],
  isAsked: boolean,
): Promise<void> {
  if (parts.length === 0) return
  const names = Object.fromEntries(parts.map(part => [part, nameOf(deployment, part)]))
  const folder = await assemblyOfNames(assembly, names)
  const { code } = await checkout.cdk(['destroy', '--all', ...(isAsked ? [] : ['--force']), '--app', folder])
  checkEnded(code, 'destroy', 'mend what it says, and run the same command again: it goes on from there')
}

/** The parts that are there, or may be. */
export const partsThere = (looked: Looked, deployment: Deployment): readonly PartName[] =>
  looked.orphans?.map(({ part }) => part) ?? absentParts(deployment)

/** Stacks that go with a deployment though it has no section for them, for people. */
export const orphanFates = (looked: Looked, deployment: Deployment): readonly string[] =>
  partsThere(looked, deployment).map(part =>
    looked.orphans
      ? `${nameOf(deployment, part)}, whose section was taken out of the deployment`
      : `${nameOf(deployment, part)}, if it is there: ${looked.error.what}`,
  )
