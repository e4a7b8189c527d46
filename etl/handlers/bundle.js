import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where handlers are; what else is there exports none. */
const folders = ['etl/handlers', 'infra/handlers']

/** The handlers: name → source. Each is deployed as a function of its own. */
async function sources() {
  const found = {}
  for (const folder of folders.filter(each => existsSync(join(root, each))))
    for (const file of (await readdir(join(root, folder))).sort()) {
      const source = join(root, folder, file)
      if (!/(?<!\.d)\.ts$/.test(file)) continue
      if (/^export (?:const|async function) handler\b/m.test(await readFile(source, 'utf8')))
        found[file.slice(0, -3)] = source
    }
  return found
}

/** A function has nothing beside its code: the texts of views go into it. */
const texts = {
  name: 'texts',
  setup({ onLoad }) {
    onLoad({ filter: /\/sql\/file-text\.ts$/ }, async () => {
      const folder = join(root, 'sql/views')
      const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
      const entries = names.map(async name => [
        `sql/views/${name}`,
        await readFile(join(folder, name), 'utf8'),
      ])
      const held = JSON.stringify(Object.fromEntries(await Promise.all(entries)))
      return { contents: `const held = ${held}\nexport const fileText = path => held[path]`, loader: 'js' }
    })
  },
}

/**
 * Bundles every handler into a folder: `<name>/index.cjs`, whose `handler` Lambda calls. The same sources give the same
 * bytes, wherever the project lies, so a function is deployed anew only when something of it has changed.
 * @param {string} folder is emptied first
 * @returns the names of the handlers
 */
export async function bundleHandlers(folder) {
  await rm(folder, { recursive: true, force: true })
  const handlers = await sources()
  const entryPoints = Object.entries(handlers).map(([name, source]) => ({ in: source, out: `${name}/index` }))
  await build({
    entryPoints,
    outdir: folder,
    absWorkingDir: root,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    // DuckDB is native and comes as a layer; the SDK is part of Lambda's runtime. Neither is loaded before it is used.
    external: ['@duckdb/*', '@aws-sdk/*'],
    platform: 'node',
    // A layer is found by NODE_PATH, in which Node looks for what is required, and never for what is imported.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    target: 'node20.19',
    legalComments: 'none',
    plugins: [texts],
    logLevel: 'warning',
  })
  return Object.keys(handlers)
}

if (argv[1] === fileURLToPath(import.meta.url)) await bundleHandlers(join(root, 'dist/handlers'))
