import { LakeError } from '../../schema/error.ts'
import { offline } from '../doctor/offline.ts'
import { findingLines, hasFailed } from '../doctor/print.ts'
import { alignedTable } from '../table.ts'
import { bytes, count, liveLine } from '../terminal.ts'
import { type Assembly, withAssembly } from './assembly.ts'
import type { Checkout } from './checkout.ts'
import { makeCode } from './code.ts'

/** What is deployed, and by what. */
export interface Deploying {
  readonly checkout: Checkout
  readonly assembly: Assembly
}

function checkFindings(findings: Parameters<typeof hasFailed>[0]): void {
  if (!hasFailed(findings)) return
  throw new LakeError({
    what: 'this cannot be deployed',
    value: findingLines(findings.filter(({ verdict }) => verdict === 'failed')).join('\n'),
    allowed: 'a deployment of which connect-lake doctor --offline finds nothing that fails',
    remedy: 'mend what is said there; nothing was sent to AWS',
  })
}

/**
 * Looks at a deployment as `doctor --offline` does, makes its code, synthesises it, and works with that. Asks nobody.
 * @throws LakeError for what can be told to fail before anything is sent
 */
export async function withDeployment<T>(
  file: string,
  folder: string | undefined,
  isValidated: boolean,
  work: (deploying: Deploying) => Promise<T>,
): Promise<T> {
  const { findings, checkout } = await offline(file, folder)
  checkFindings(findings)
  // Without one the findings have failed.
  if (!checkout) throw new Error('there is no checkout')
  const line = liveLine('Making the code')
  let isMade = false
  try {
    await makeCode(checkout)
    line.say(isValidated ? 'Synthesising and validating the templates' : 'Synthesising the templates')
    return await withAssembly(checkout, file, isValidated, async assembly => {
      line.done(`${count(assembly.stacks.length)} stacks are synthesised`)
      isMade = true
      return work({ checkout, assembly })
    })
  } catch (error) {
    if (!isMade) line.failed('Stopped.')
    throw error
  }
}

/** The stacks of a deployment, for people. */
export function printStacks({ stacks }: Assembly): void {
  const columns = [
    { name: 'stack', align: 'left' },
    { name: 'resources', align: 'right' },
    { name: 'template', align: 'right' },
  ] as const
  const rows = stacks.map(({ name, size }) => [name, count(size.resources), bytes(size.bytes)])
  process.stdout.write(`${alignedTable(columns, rows)}\n`)
}

/** Throws where the CDK ended badly; it has said why on the terminal. */
export function checkEnded(code: number, did: string, remedy: string): void {
  if (code === 0) return
  throw new LakeError({
    what: `the CDK did not ${did} everything`,
    value: `it ended with ${code}, and has said why above`,
    allowed: 'an end with 0',
    remedy,
  })
}
