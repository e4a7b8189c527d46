import { setTimeout as pause } from 'node:timers/promises'

/** Tries before it is given up; pauses double from the first, up to some 3 s. */
const MOST_TRIES = 8
const FIRST_PAUSE_MS = 50

/** The part of an error of the SDK that tells what became of a put. */
interface PutError {
  readonly name?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean }
}

/** What an answer of S3 that is an error says of the put. */
function said(error: unknown): 'taken' | 'unknown' | 'too-skewed' | 'refused' {
  const { name = '', $metadata } = error as PutError
  const status = $metadata?.httpStatusCode
  if (status === 412 || name === 'PreconditionFailed') return 'taken'
  // 409: another put of the same key is going on. Without a status no answer came.
  if (status === undefined) return name === 'CredentialsProviderError' ? 'refused' : 'unknown'
  if (status === 409 || status === 429 || status >= 500) return 'unknown'
  // The clock of this machine is off: the client knows by how much from this answer, and signs the next put by that of S3.
  const isSkewed = $metadata?.clockSkewCorrected === true || /^Request(?:TimeTooSkewed|Expired)$/.test(name)
  return isSkewed ? 'too-skewed' : 'refused'
}

/**
 * A put that must be the only one, repeated until it is known who won. "Taken" after an answer that was lost may be our
 * own put: what is there is compared with what we wanted to put, so the bytes of different writers have to differ.
 *
 * @param attempt sends the put once, without retries of its own
 * @param stored  reads what is there
 */
export async function putOnce(
  attempt: () => Promise<unknown>,
  bytes: Uint8Array,
  stored: () => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  async function isOurs(): Promise<boolean> {
    const found = await stored()
    return found !== undefined && Buffer.compare(found, bytes) === 0
  }
  let lost = false
  for (let tried = 1; ; tried++) {
    try {
      await attempt()
      return true
    } catch (error) {
      const answer = said(error)
      if (answer === 'taken') return lost && (await isOurs())
      if (answer === 'refused') throw error
      // What was signed with a wrong time was refused before it was looked at: it cannot be ours that is there.
      if (answer === 'unknown') lost = true
      if (tried === MOST_TRIES) {
        if (lost && (await isOurs())) return true
        throw error
      }
      // Not all at once: those who were told to wait would meet again.
      await pause(FIRST_PAUSE_MS * 2 ** (tried - 1) * (0.5 + Math.random() / 2))
    }
  }
}
