import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** What is deployed, synthesised and bundled as it is deployed. A suite of its own, for it takes minutes. */
export default defineConfig({
  test: { ...base.test, include: ['test/infra/whole/**/*.test.ts'], exclude: ['**/node_modules/**'] },
})
