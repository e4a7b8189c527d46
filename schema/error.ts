/**
 * The one base of all expected errors: what went wrong in the user's terms, the value met, the values allowed, what
 * to do. Anything else that is thrown is a fault of ours and is shown as one.
 */
export class LakeError extends Error {
  override readonly name = 'LakeError'
  readonly what: string
  readonly value: string | undefined
  readonly allowed: string | undefined
  readonly remedy: string

  constructor(parts: {
    what: string
    value?: string | undefined
    allowed?: string | undefined
    remedy: string
    cause?: unknown
  }) {
    super(parts.what, parts.cause === undefined ? undefined : { cause: parts.cause })
    this.what = parts.what
    this.value = parts.value
    this.allowed = parts.allowed
    this.remedy = parts.remedy
  }

  /** The parts a reader needs, each under its name; a part of several lines keeps its indent. */
  lines(): readonly string[] {
    const part = (name: string, text: string): string =>
      `  ${name.padEnd(8)} ${text.replaceAll('\n', `\n${' '.repeat(11)}`)}`
    return [
      this.what,
      ...(this.value === undefined ? [] : [part('value', this.value)]),
      ...(this.allowed === undefined ? [] : [part('allowed', this.allowed)]),
      part('do', this.remedy),
    ]
  }
}

/** As the system says it, and as the engine does. A size limit of the user's is another matter, and is told as such. */
const FULL = /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|(?<!EFBIG: )File too large/i

/** What a full disk is to a user; undefined for all other errors. */
export function diskFull(error: unknown): LakeError | undefined {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof LakeError || !FULL.test(message)) return undefined
  return new LakeError({
    what: 'the disk is full, or this user may not fill more of it',
    value: message.split('\n')[0] ?? message,
    allowed: 'about as much free space as the new raw objects take',
    remedy: 'free some space and run the same command again: the lake is as it was after its last commit',
    cause: error,
  })
}
