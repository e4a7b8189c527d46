/** Tells a person who waits what is going on. */
export interface Say {
  /** What is being done now; on a terminal the next line takes its place. */
  progress(text: string): void
  /** What is done, and stays. */
  done(text: string): void
}

/** On a terminal one line that changes; elsewhere only what is done. */
export function sayOn(stream: NodeJS.WriteStream): Say {
  const clear = stream.isTTY ? '\r\u001b[K' : ''
  return {
    progress(text) {
      if (stream.isTTY) stream.write(`${clear}trino: ${text}`)
    },
    done: text => void stream.write(`${clear}trino: ${text}\n`),
  }
}
