import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of this package, with a separator at its end. */
export const packageFolder = fileURLToPath(new URL('../', import.meta.url))

/** Of this package. */
export const version = (): string =>
  (JSON.parse(readFileSync(`${packageFolder}package.json`, 'utf8')) as { version: string }).version
