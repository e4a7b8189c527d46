import { join } from 'node:path'
import { expect } from 'vitest'
import { commandLine } from '../../fixture/command-line.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { writeTree } from '../../fixture/tree.ts'
import { smallest } from '../../infra/deployments.ts'
import { accountServer, type World } from '../account-server.ts'

export const FILE = 'connect-lake.deploy.json'
export const CONFIG = 'connect-lake.config.json'

export interface Finding {
  readonly check: string
  readonly verdict: string
  readonly found: string
  readonly remedy?: string
}

export const stream = (name: string): string => `arn:aws:kinesis:eu-west-2:123456789012:stream/${name}`

/** The doctor as the tests of a file call it. */
export async function doctor() {
  const folder = temporaryFolder()
  const cli = await commandLine()
  let folders = 0

  /** A folder with files as JSON. */
  const workplace = (files: Readonly<Record<string, unknown>>): string =>
    writeTree(
      join(folder, `place-${++folders}`),
      Object.fromEntries(
        Object.entries({ '.keep': '', ...files }).map(([name, json]) => [name, JSON.stringify(json)]),
      ),
    )

  /** Has the doctor look; gives its findings by their checks. */
  async function examined(
    files: Readonly<Record<string, unknown>>,
    { env = {}, args = [] }: { env?: Readonly<Record<string, string>>; args?: readonly string[] },
  ) {
    // This checkout is none whose code was made: it would be synthesised at each test.
    const checkout = workplace({ 'package.json': {} })
    const cwd = workplace(files)
    const { code, out, err } = await cli.call(['doctor', '--json', '--checkout', checkout, ...args], {
      cwd,
      env,
    })
    expect(err).toBe('')
    const { checks } = JSON.parse(out) as { checks: readonly Finding[] }
    return { code, of: (check: string) => checks.find(each => each.check === check), checks }
  }

  /** The account looked at with the smallest deployment, or another one; without the checkout, which is not there. */
  async function account(world: World, more: object = {}, config?: object) {
    const env = await accountServer(world)
    const files = { [FILE]: { ...smallest, ...more }, ...(config && { [CONFIG]: config }) }
    const { checks, of } = await examined(files, { env })
    const failed = checks.filter(({ check, verdict }) => verdict === 'failed' && check !== 'checkout')
    return { of, failed: failed.map(({ check }) => check) }
  }

  return { folder, cli, workplace, examined, account }
}
