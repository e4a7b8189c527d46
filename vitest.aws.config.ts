import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts'],
    // Starts what plays AWS, which all files ask, and stops it.
    globalSetup: ['test/aws/server/setup.ts'],
    // One after the other: faults that one file orders would meet another.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
