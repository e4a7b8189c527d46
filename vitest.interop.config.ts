import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Needs Python with pyarrow and botocore, which a machine with only Node has not: see .ci/run.
    include: ['test/interop/{pyarrow,quicksight}.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
