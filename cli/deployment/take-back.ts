import { readFile } from 'node:fs/promises'
import { styled } from '../terminal.ts'
import { checkEnded, type Deploying } from './deploying.ts'
import { type Looked, tell, tellUnlooked } from './looked.ts'
import { type Retained, retainedLines } from './retained.ts'

const STACK = 'storage'

/** Tells what is taken back. */
export function tellRetained(looked: Looked<Retained>): void {
  if (!looked.found) {
    tellUnlooked('buckets of an earlier deployment are still there', looked.error)
    return
  }
  const lines = retainedLines(looked.found)
  if (lines.length > 0)
    tell(styled('yellow', '!', process.stderr), [
      ...lines,
      'a deployment takes back what is left of an earlier one',
    ])
}

/** The id by which the template of the storage knows its key. */
async function keyIn({ assembly }: Deploying): Promise<string> {
  const template = await readFile(assembly.stacks.find(({ id }) => id === STACK)?.template ?? '', 'utf8')
  const { Resources } = JSON.parse(template) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>
  }
  const [id] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::KMS::Key') ?? []
  if (id === undefined) throw new Error('the storage has no key')
  return id
}

/**
 * Has the CDK take back what is left of an earlier deployment: first the key, which CloudFormation cannot find by a name;
 * with the stack, the buckets, by theirs; then what the template says and they have not, for CloudFormation takes them as
 * they are, and would take the one for the other.
 */
export async function takeBack(
  deploying: Deploying,
  { buckets, key_id }: Retained,
  approval: readonly string[],
): Promise<void> {
  if (buckets.length === 0) return
  const { checkout, assembly } = deploying
  const app = ['--app', assembly.folder]
  if (key_id !== undefined) {
    const mapping = JSON.stringify({ [await keyIn(deploying)]: { KeyId: key_id } })
    const { code } = await checkout.cdk([
      'import',
      STACK,
      '--resource-mapping-inline',
      mapping,
      '--force',
      ...app,
    ])
    checkEnded(
      code,
      'take back the key of',
      `mend what it says, and run the same command again; a key that is to be deleted: aws kms cancel-key-deletion --key-id ${key_id}, then enable-key`,
    )
  }
  const deploy = ['deploy', STACK, '--exclusively']
  const taken = await checkout.cdk([...deploy, '--import-existing-resources', ...app, ...approval])
  checkEnded(
    taken.code,
    'take back',
    'mend what it says, and run the same command again: it goes on from there',
  )
  const same = await checkout.cdk([...deploy, '--revert-drift', ...app, '--require-approval', 'never'])
  checkEnded(
    same.code,
    'bring to what the template says',
    `mend what it says, and have it done: npx cdk ${deploy.join(' ')} --revert-drift; then run the same command again`,
  )
}
