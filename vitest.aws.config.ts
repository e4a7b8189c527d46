import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts'],
    // Starts what plays AWS, which all files ask, and stops it.
    globalSetup: ['test/aws/server/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
