import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join, resolve } from 'node:path'
import { LakeError } from '../../schema/error.ts'
import { packageFolder } from '../version.ts'
import { type Ran, ran } from './process.ts'

/** A checkout of this project: only there are the CDK app and the CDK itself. */
export interface Checkout {
  readonly root: string
  /** Runs the CDK in it. */
  cdk(args: readonly string[], env?: Readonly<Record<string, string>>, quiet?: boolean): Promise<Ran>
  /** Runs a script of it, quietly. */
  script(path: string): Promise<Ran>
}

const refused = (root: string, what: string, remedy: string): LakeError =>
  new LakeError({
    ...{ what, value: root, remedy },
    allowed: 'a checkout of connect-lake, with its development packages',
  })

/**
 * The checkout in a folder. Throws a `LakeError` where there is none.
 * @param folder that of this program unless given
 */
export function checkoutAt(folder: string = packageFolder): Checkout {
  const root = resolve(folder)
  if (!existsSync(join(root, 'infra', 'app.ts')))
    throw refused(
      root,
      'what deploys is not here: an installed package has no infra',
      'clone the project, run npm install in it, and name its folder with --checkout, or run this command from there',
    )
  const cdk = cdkOf(root)
  if (cdk === undefined)
    throw refused(root, 'the CDK is not installed in this checkout', 'run in it: npm install --include=dev')
  const run = (args: readonly string[], env: Readonly<Record<string, string>>, quiet: boolean) =>
    ran(process.execPath, args, {
      cwd: root,
      quiet,
      // Programs are started by their names, as npx would.
      env: { PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter), ...env },
    })
  return {
    root,
    cdk: (args, env = {}, quiet = false) =>
      run([cdk, ...args, '--no-notices'], { CDK_DISABLE_CLI_TELEMETRY: 'true', ...env }, quiet),
    script: path => run([...(path.endsWith('.ts') ? ['--import', 'tsx'] : []), path], {}, true),
  }
}

function cdkOf(root: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve('aws-cdk/bin/cdk')
  } catch {
    return undefined
  }
}
