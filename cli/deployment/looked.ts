import { LakeError } from '../../schema/error.ts'
import { beforeAws } from '../aws.ts'

/** What was found in the account, or why it could not be looked for. */
export type Looked<T> = { readonly found: T } | { readonly found: undefined; readonly error: LakeError }

/**
 * Looks at the account before something is deployed. An expected error is no reason to end: who may deploy by the roles of
 * the CDK need not be one who may ask.
 */
export async function looked<T>(look: () => Promise<T>): Promise<Looked<T>> {
  beforeAws()
  try {
    return { found: await look() }
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    return { found: undefined, error }
  }
}

/** Tells of something on standard error: what it is, and then what else there is to say. */
export const tell = (mark: string, [first = '', ...more]: readonly string[]): void =>
  void process.stderr.write([`${mark} ${first}`, ...more.map(line => `  ${line}`), ''].join('\n'))

/** Tells that something was not looked at, and why. @param whether what it was about */
export const tellUnlooked = (whether: string, { what, value, remedy }: LakeError): void =>
  tell('·', [
    `whether ${whether} was not looked at`,
    ...[`${what}${value === undefined ? '' : `: ${value}`}`, `do: ${remedy}`],
  ])
