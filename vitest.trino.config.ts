import { defineConfig } from 'vitest/config'
import { WORKERS } from './test/aws/server/setup.ts'

export default defineConfig({
  test: {
    include: ['test/trino/**/*.test.ts'],
    // Starts the one server that all files ask, and what plays AWS for it, and stops them.
    globalSetup: ['test/aws/server/setup.ts', 'test/trino/server/setup.ts'],
    // Side by side: while Trino works on what one file asks, another works on what it got.
    maxWorkers: WORKERS,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
