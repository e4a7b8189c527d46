import { defineConfig } from 'vitest/config'
import base, { commands, faults } from './vitest.config.ts'

export default defineConfig({
  test: { ...base.test, include: commands, exclude: ['**/node_modules/**', ...faults] },
})
