import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { LakeError } from '../../schema/error.ts'

/** A file of the page, as it is answered. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

/** A year: files with a hash in their name never change. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * The files of the built page by path, such as `/index.html`. All are read now: they are few, and what is not among
 * them cannot be asked for, whatever dots a path holds.
 */
export async function readPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, PageFile>()
  for (const entry of entries.filter(each => each.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(folder.length).replaceAll('\\', '/').replace(/^\/*/, '/')
    files.set(path, {
      bytes: new Uint8Array(await readFile(file)),
      headers: {
        'Content-Type': TYPES[extname(entry.name)] ?? 'application/octet-stream',
        'Cache-Control': path.startsWith('/assets/') ? FOR_EVER : 'no-cache',
      },
    })
  }
  if (files.has('/index.html')) return files
  throw new LakeError({
    what: 'the dashboard page was not built',
    value: folder,
    allowed: 'a folder with index.html',
    remedy: 'build it with: npm run build',
  })
}
