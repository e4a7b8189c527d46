import { defineConfig } from 'vitest/config'
import base, { faults } from './vitest.config.ts'

export default defineConfig({
  test: { ...base.test, include: faults, exclude: ['**/node_modules/**'] },
})
