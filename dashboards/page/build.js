import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const page = dirname(fileURLToPath(import.meta.url))

/** The theme's tokens as CSS: made by our own code, which is TypeScript. */
async function themeStylesheet() {
  const entry = join(page, '../theme/stylesheet.ts')
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
  const module = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  return module.themeStylesheet
}

/** Lets the style sheets begin with the tokens. */
const tokens = {
  name: 'tokens',
  setup({ onLoad }) {
    onLoad({ filter: /base\.css$/ }, async ({ path }) => ({
      contents: (await themeStylesheet()) + (await readFile(path, 'utf8')),
      loader: 'css',
    }))
  },
}

const shared = {
  bundle: true,
  minify: true,
  target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
  entryNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
}

/**
 * Builds the page into a folder: index.html, and below assets/ all else, with a hash in its name.
 * @param {string} folder
 */
export async function buildPage(folder) {
  const outdir = join(folder, 'assets')
  const entries = names => names.map(name => join(page, name))
  const built = await Promise.all([
    build({
      ...shared,
      ...{ outdir, entryPoints: entries(['main.tsx', 'page.css', 'icon.svg']) },
      // No module: a page that is opened from a file cannot load one.
      ...{ format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' },
      ...{ loader: { '.svg': 'copy' }, plugins: [tokens], legalComments: 'linked' },
    }),
    // No module: it has to run before the first paint.
    build({ ...shared, outdir, entryPoints: entries(['before-paint.ts']), format: 'iife' }),
  ])
  let html = await readFile(join(page, 'index.html'), 'utf8')
  for (const file of built.flatMap(({ metafile }) => Object.keys(metafile.outputs))) {
    const name = basename(file)
    html = html.replaceAll(name.replace(/-[A-Z0-9]{8}(\.\w+)$/, '$1'), name)
  }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), html)
}
