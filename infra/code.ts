import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { LakeError } from '../schema/error.ts'

/** Where the code of functions was put before synthesis, which so needs neither network nor Docker. */
export interface HandlerCode {
  /** The bundle of a handler, by the name of its file. */
  handler(name: string): Code
  /** The layer with DuckDB. */
  layer(): Code
}

/**
 * Code as `npm run bundle` and `npm run layer` left it. Throws a `LakeError` where one is missing, with how to make it.
 * @param folder `dist` of the package
 */
export function codeIn(folder: string): HandlerCode {
  const assetAt = (path: string, remedy: string): Code => {
    const whole = join(folder, path)
    if (existsSync(whole)) return Code.fromAsset(whole)
    throw new LakeError({
      what: 'code that is to be deployed is not there',
      value: whole,
      allowed: 'what was made of this release before it is synthesised',
      remedy,
    })
  }
  return {
    handler: name => assetAt(join('handlers', name), 'make it with: npm run bundle'),
    layer: () => assetAt('layer', 'make it, which needs the registry of npm, with: npm run layer'),
  }
}
