/** A stretch of a stream held in memory: grows at the end, is given up at the beginning. */
export class Window {
  /** What is held. */
  bytes: Buffer = Buffer.alloc(0)
  /** Whether the stream has ended: `bytes` holds all there is. */
  ended = false
  #base = 0
  readonly #input: AsyncIterator<Buffer>

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#input = chunks[Symbol.asyncIterator]()
  }

  /** Where an index of `bytes` lies in the stream. */
  offset(index: number): number {
    return this.#base + index
  }

  /**
   * Gives up what lies before the index and reads on, until twice as much is held as was left: whoever scans the
   * window again after each call still takes linear time. The index becomes 0.
   */
  async grow(from: number): Promise<void> {
    const parts = [this.bytes.subarray(from)]
    let size = this.bytes.length - from
    const wanted = Math.max(65_536, 2 * size)
    while (!this.ended && size < wanted) {
      const next = await this.#input.next()
      if (next.done) this.ended = true
      else {
        parts.push(next.value)
        size += next.value.length
      }
    }
    this.#base += from
    this.bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
  }
}
