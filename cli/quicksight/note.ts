/** What is told before the first write, and ends nothing, for nobody knows it for sure. */
export interface Note {
  /** Whether it was looked at: else the text says why it was not. */
  readonly is_seen: boolean
  /** Sentences; what is listed in one begins lines of its own. */
  readonly text: string
}
