import { readFileSync } from 'node:fs'

// The package's root is one level up, from the source as well as from the bundle of the command line. Where there is no
// package around the code, as in Lambda, the bundle has the texts in itself, and this file is replaced.
const root = new URL('../', import.meta.url)

/**
 * The text of a file of SQL.
 * @param path from the package's root, such as `sql/views/contact.v1.sql`
 */
export const fileText = (path: string): string => readFileSync(new URL(path, root), 'utf8')
