import { defineConfig } from 'vitest/config'

/** The handlers as they are deployed, called by what plays Kinesis and Lambda. */
export default defineConfig({
  test: {
    include: ['test/machine/**/*.test.ts'],
    globalSetup: ['test/machine/setup.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
