import { fileURLToPath } from 'node:url'

/** Where the built page lies. The package's root is one level up, from the source as well as from the bundle. */
export const pageFolder = fileURLToPath(new URL('../dist/page', import.meta.url))
