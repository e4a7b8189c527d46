import { isDenied } from '../../lake/aws/failure.ts'
import { LakeError } from '../../schema/error.ts'

export type Verdict = 'ok' | 'warning' | 'failed' | 'not checked'

/** What one check came to. */
export interface Finding {
  readonly check: string
  readonly verdict: Verdict
  /** What was seen. */
  readonly found: string
  /** What to do, where there is something to do. */
  readonly remedy?: string
}

/** What an error is to a check: it failed, as the error says. */
const failed = (check: string, { what, value, remedy }: LakeError): Finding => ({
  ...{ check, verdict: 'failed', remedy },
  found: value === undefined ? what : `${what}: ${value}`,
})

/**
 * The findings of a check. What cannot be looked at for want of a permission is not checked; every other expected error
 * is what failed.
 */
export async function checked(
  check: string,
  look: () => Finding | readonly Finding[] | Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    if (!isDenied(error)) return [failed(check, error)]
    const { what, value, remedy } = error
    return [{ check, verdict: 'not checked', found: `${what}: ${value ?? ''}`, remedy }]
  }
}

export const notChecked = (check: string, found: string, remedy?: string): Finding => ({
  ...{ check, found, verdict: 'not checked' },
  ...(remedy !== undefined && { remedy }),
})
