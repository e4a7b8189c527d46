import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/trino/**/*.test.ts'],
    // Starts the one server that all files ask, and what plays AWS for it, and stops them.
    globalSetup: ['test/aws/server/setup.ts', 'test/trino/server/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
})
