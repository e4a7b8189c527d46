import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/trino/**/*.test.ts'],
    // Starts the one server that all files ask, and stops it.
    globalSetup: ['test/trino/server/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
})
