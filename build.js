// Bundles the command line, the page and the handlers of Lambda into dist/.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'
import { buildPage } from './dashboards/page/build.js'
import { bundleHandlers } from './etl/handlers/bundle.js'

await rm('dist', { recursive: true, force: true })

await Promise.all([
  // Packages stay external: npm installs them, native ones cannot be bundled.
  build({
    entryPoints: { 'connect-lake': 'cli/main.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
  }),
  buildPage('dist/page'),
  bundleHandlers('dist/handlers'),
])
