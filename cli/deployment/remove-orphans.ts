import type { Deployment } from '../../infra/config.ts'
import { nameOf, type PartName } from '../../infra/names.ts'
import { styled } from '../terminal.ts'
import { assemblyOfNames } from './assembly.ts'
import { checkEnded, type Deploying } from './deploying.ts'
import { type Looked, tell, tellUnlooked } from './looked.ts'
import { absentParts, type Orphan, orphanLines, REMOVED_BY } from './orphans.ts'

/** Tells of orphans, and how they go. */
export function tellOrphans(looked: Looked<readonly Orphan[]>): void {
  if (!looked.found) {
    tellUnlooked('stacks of sections that were taken out are still there', looked.error)
    return
  }
  const mark = styled('yellow', '!', process.stderr)
  for (const orphan of looked.found) tell(mark, [...orphanLines(orphan), `do: ${REMOVED_BY}`])
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
export const partsThere = (looked: Looked<readonly Orphan[]>, deployment: Deployment): readonly PartName[] =>
  looked.found?.map(({ part }) => part) ?? absentParts(deployment)

/** Stacks that go with a deployment though it has no section for them, for people. */
export const orphanFates = (looked: Looked<readonly Orphan[]>, deployment: Deployment): readonly string[] =>
  partsThere(looked, deployment).map(part =>
    looked.found
      ? `${nameOf(deployment, part)}, whose section was taken out of the deployment`
      : `${nameOf(deployment, part)}, if it is there: ${looked.error.what}`,
  )
