import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sqlFile, type View } from './view.ts'

// The package's root is one level up, from the source as well as from the bundle.
const root = new URL('../', import.meta.url)

/** The SQL text of a view: what is deployed is what is in the file. */
export const viewSql = (view: View): string => readFileSync(new URL(sqlFile(view), root), 'utf8').trimEnd()

/** Fingerprint of a view's text. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex').slice(0, 16)
