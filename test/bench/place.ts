import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The commands that are timed, each one file that Node starts at once. */
export interface Commands {
  /** The command line of the project. */
  readonly lake: readonly string[]
  readonly duckdbCopy: readonly string[]
  readonly parquetjs: readonly string[]
  readonly rewriteDay: readonly string[]
  readonly askLake: readonly string[]
  readonly askFlat: readonly string[]
  readonly workerStep: readonly string[]
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Bundles every contestant the same way (the command line is: see build.js), so that none pays for compiling TypeScript while the clock runs. */
export async function bundled(): Promise<Commands> {
  // Below node_modules, so that packages are found.
  const outdir = at('../../node_modules/.cache/connect-lake-bench')
  await rm(outdir, { recursive: true, force: true })
  await build({
    entryPoints: {
      'duckdb-copy': at('duckdb-copy.ts'),
      parquetjs: at('parquetjs.ts'),
      'rewrite-day': at('rewrite-day.ts'),
      'ask-lake': at('ask-lake.ts'),
      'ask-flat': at('ask-flat.ts'),
      'worker-step': at('worker-step.ts'),
    },
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  })
  const command = (name: string): readonly string[] => [process.execPath, join(outdir, `${name}.js`)]
  return {
    lake: [process.execPath, at('../../dist/connect-lake.js')],
    duckdbCopy: command('duckdb-copy'),
    parquetjs: command('parquetjs'),
    rewriteDay: command('rewrite-day'),
    askLake: command('ask-lake'),
    askFlat: command('ask-flat'),
    workerStep: command('worker-step'),
  }
}

/** A folder for the data of a benchmark, below the one named; `fresh` gives places that do not exist yet. */
export async function place(root: string) {
  const folder = join(root, `connect-lake-bench-${randomUUID()}`)
  await mkdir(folder, { recursive: true })
  let used: string | undefined
  return {
    folder,
    /** An empty place; the one given before is removed. */
    async fresh(): Promise<string> {
      if (used) await rm(used, { recursive: true, force: true })
      used = join(folder, 'out')
      await mkdir(used, { recursive: true })
      return used
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Bytes below a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter(name => name.isFile())
  const sizes = await Promise.all(
    files.map(async file => (await stat(join(file.parentPath, file.name))).size),
  )
  return sizes.reduce((a, b) => a + b, 0)
}

export const copyTo = (from: string, to: string): Promise<void> => cp(from, to, { recursive: true })
