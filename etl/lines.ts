import { type FileHandle, open } from 'node:fs/promises'

const BUFFER_BYTES = 1_048_576

/** Lines in a file, all of which are there once it is closed. */
export interface FileOfLines {
  readonly path: string
  readonly count: number
  close(): Promise<void>
}

/** A file of lines in scratch, written in large pieces; how rows get from TypeScript into the workbench. */
export class Lines implements FileOfLines {
  readonly path: string
  /** How many lines were added. */
  count = 0
  #file: FileHandle | undefined
  #waiting: Uint8Array[] = []
  #waiting_bytes = 0
  /** Writes follow one another, whoever asks for them. */
  #written: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.path = path
  }

  /** Adds a line as it is; it may itself contain line breaks, if its reader allows for that. */
  async add(bytes: Uint8Array): Promise<void> {
    this.count++
    // A copy, because the bytes may be a view of a buffer that is used again.
    this.#waiting.push(Buffer.concat([bytes, Buffer.from('\n')]))
    this.#waiting_bytes += bytes.length + 1
    if (this.#waiting_bytes >= BUFFER_BYTES) await this.#flush()
  }

  /** Adds a value as one line of JSON. */
  async addJson(value: unknown): Promise<void> {
    await this.add(Buffer.from(JSON.stringify(value)))
  }

  #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waiting_bytes = 0
    this.#written = this.#written.then(async () => {
      this.#file ??= await open(this.path, 'w')
      await this.#file.writeFile(bytes)
    })
    return this.#written
  }

  /** Writes what is left; the file exists afterwards, even when it is empty. */
  async close(): Promise<void> {
    await this.#flush()
    await this.#file?.close()
  }
}
