import { defineConfig } from 'vitest/config'
import { WORKERS } from './test/aws/server/setup.ts'

export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts', 'test/quicksight/**/*.test.ts'],
    // Starts what plays AWS, one for each worker, and stops it.
    globalSetup: ['test/aws/server/setup.ts'],
    setupFiles: ['test/aws/server/no-faults.ts'],
    maxWorkers: WORKERS,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 150_000,
    hookTimeout: 150_000,
  },
})
