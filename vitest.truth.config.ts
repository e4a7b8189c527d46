import { defineConfig } from 'vitest/config'
import base, { truth } from './vitest.config.ts'

export default defineConfig({
  test: { ...base.test, include: truth, exclude: ['**/node_modules/**'] },
})
